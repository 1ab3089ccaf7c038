using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>`system:` of a drill.</summary>
internal static class SystemReader
{
    private const int MostStandbys = 4;

    private static readonly IReadOnlyDictionary<string, DrillData> Contents = new Dictionary<string, DrillData>(StringComparer.Ordinal)
    {
        ["none"] = DrillData.None,
        ["schema"] = DrillData.Schema,
        ["small"] = DrillData.Small,
        ["full"] = DrillData.Full,
    };

    private static readonly string[] PoolModes = ["transaction", "session", "statement"];

    public static SystemSpec Read(MappingReader system)
    {
        var spec = new SystemSpec(
            system.Parsed("version", "versions such as `>=13`, `15` or `13-18`", VersionRange.Parse),
            system.Word("data", Contents) ?? DrillData.Small,
            system.Boolean("checksums") ?? false,
            system.Boolean("archive") ?? false,
            (int)(system.Integer("standby", 0, MostStandbys) ?? 0),
            Pooler(system),
            system.Boolean("tcp") ?? false,
            Disk(system),
            Settings(system),
            [.. (system.Texts("hba") ?? []).Select(line => line.Content)],
            []);
        var servers = (system.Texts("servers") ?? []).Where(name => Identifiers.Check(name, system.Bag) is not null).ToList();
        foreach (var taken in servers.Where(name => spec.Targets.Contains(name.Content) || servers.Count(other => other.Content == name.Content) > 1))
        {
            system.Bag.Add(Problems.DrillNameTaken(taken.Whole, taken.Content));
        }

        system.Finish();
        return spec with { Servers = [.. servers.Select(name => name.Content).Distinct(StringComparer.Ordinal)] };
    }

    private static string? Pooler(MappingReader system)
    {
        if (system.Text("pooler") is not { } text || text.Content == "false")
        {
            return null;
        }

        if (text.Content != "true" && !PoolModes.Contains(text.Content, StringComparer.Ordinal))
        {
            system.Bag.Add(Problems.WrongOption(text.Whole, text.Content, "`true` or a pool mode: `transaction`, `session` or `statement`"));
        }

        return text.Content == "true" ? PoolModes[0] : text.Content;
    }

    private static string? Disk(MappingReader system)
    {
        if (system.Text("disk") is not { } text)
        {
            return null;
        }

        if (Sizes.TryParse(text.Content, out var bytes))
        {
            return bytes.ToString(CultureInfo.InvariantCulture);
        }

        system.Bag.Add(Problems.WrongOption(text.Whole, text.Content, "a size such as `400MiB`"));
        return null;
    }

    private static ImmutableArray<KeyValuePair<string, string>> Settings(MappingReader system)
    {
        if (system.Mapping("settings", "settings") is not { } mapping)
        {
            return [];
        }

        var settings = mapping.Keys.ToList().Select(name => (Name: name, mapping.Text(name))).Where(setting => setting.Item2 is not null).ToList();
        mapping.Finish();
        return [.. settings.Select(setting => new KeyValuePair<string, string>(setting.Name, setting.Item2!.Content))];
    }
}
