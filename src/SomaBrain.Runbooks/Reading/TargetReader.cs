using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`targets:` — the servers a playbook works on.</summary>
public static class TargetReader
{
    private static readonly IReadOnlyDictionary<string, ServerRole> Roles =
        new Dictionary<string, ServerRole>(StringComparer.Ordinal)
        {
            ["primary"] = ServerRole.Primary,
            ["standby"] = ServerRole.Standby,
            ["any"] = ServerRole.Any,
        };

    public static IReadOnlyList<TargetDeclaration> Read(MappingReader mapping)
    {
        var targets = ImmutableArray.CreateBuilder<TargetDeclaration>();
        foreach (var name in mapping.Keys.ToList())
        {
            var key = mapping.Entry(name)!.Key;
            Identifiers.Check(key.Text, mapping.Bag);
            if (mapping.Mapping(name, $"target `{name}`") is not { } target)
            {
                continue;
            }

            targets.Add(new(
                name,
                target.Word("role", Roles) ?? ServerRole.Any,
                target.Parsed("version", "versions such as `>=13`, `15` or `13-18`", VersionRange.Parse),
                target.String("database"),
                target.Boolean("may_be_down") ?? false,
                key.Span));
            target.Finish();
        }

        mapping.Finish();
        return targets.Count == 0 ? [TargetDeclaration.Implied] : targets.ToImmutable();
    }

    /// <summary>An option that names a target of the playbook.</summary>
    public static string? Name(MappingReader mapping, string key, PlaybookReading reading)
    {
        if (mapping.Text(key) is not { } text)
        {
            return null;
        }

        if (reading.Targets.Any(target => target.Name == text.Content))
        {
            return reading.Bound(text.Content);
        }

        mapping.Bag.Add(Problems.UnknownTarget(text.Whole, text.Content, [.. reading.Targets.Select(target => target.Name)]));
        return null;
    }
}
