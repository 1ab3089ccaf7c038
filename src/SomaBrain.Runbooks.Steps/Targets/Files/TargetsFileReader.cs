using SomaBrain.Runbooks.Model;
using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>Reads `runbook.targets.yaml` (`schemas/targets.schema.json`, `docs/targets.md`).</summary>
public static class TargetsFileReader
{
    private static readonly Dictionary<string, ServerRole> Roles = new(StringComparer.Ordinal)
    {
        ["primary"] = ServerRole.Primary,
        ["standby"] = ServerRole.Standby,
        ["any"] = ServerRole.Any,
    };

    /// <summary>The targets file of a playbook's root; null when there is none, or it is wrong (then the reason is in the bag).</summary>
    /// <param name="playbook">The full path of a playbook.</param>
    /// <param name="host">Reads it.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static TargetsFile? Find(string playbook, IHostEnvironment host, DiagnosticBag problems)
    {
        if (PlaybookRoot.Find(playbook, host) is not { } root || Path.Combine(root, TargetsFile.Name) is not { } path || !host.Has(path))
        {
            return null;
        }

        // Who may change it tells this user's passwords where to go.
        var file = host.Find(path);
        var hint = file is null && new FileInfo(path).LinkTarget is not null ? "it is a link to what is not there: mend the link, or take it out"
            : file?.Mode.HasFlag(UnixFileMode.OtherWrite) == true ? $"everybody may change it: `chmod o-w {path}`"
            : null;
        if (hint is null && host.ReadText(path) is { } text)
        {
            return Read(new(path, text), problems);
        }

        problems.Add(Problems.TargetsFileUnreadable(path, hint: hint));
        return null;
    }

    /// <summary>The file; null after an error.</summary>
    public static TargetsFile? Read(Source source, DiagnosticBag problems)
    {
        var own = new DiagnosticBag();
        var read = ReadAll(source, own);
        problems.AddRange(own);
        return own.HasErrors ? null : read;
    }

    private static TargetsFile? ReadAll(Source source, DiagnosticBag problems)
    {
        if (YamlLoader.Load(source, problems) is not { } root || Expect.Mapping(root, problems, "the targets file") is not { } mapping)
        {
            return null;
        }

        var file = new MappingReader(mapping, problems, "the targets file");
        file.Integer("targets", 1, 1, required: true);
        var servers = file.Mapping("servers", required: true);
        var journal = file.Mapping("journal");
        file.Finish();
        ImmutableArray<ServerEntry> entries = [.. (servers?.Node.Entries ?? []).Select(entry => Server(entry, problems)).OfType<ServerEntry>()];
        return new(source.Name, entries) { Journal = new JournalSettingsReader(source.Name, entries, problems).Read(journal) };
    }

    private static ServerEntry? Server(YamlEntry entry, DiagnosticBag problems)
    {
        if (!IsName(entry.Name))
        {
            problems.Add(Problems.BadServerName(entry.Key.Span, entry.Name));
        }

        var what = $"server `{entry.Name}`";
        if (Expect.Mapping(entry.Value, problems, what) is not { } mapping)
        {
            return null;
        }

        var reader = new MappingReader(mapping, problems, what);
        var connect = reader.Text("connect", required: true);
        var server = new ServerEntry(entry.Name, connect is null ? ConnectionOptions.None : Options(entry, connect, problems), entry.Key.Span)
        {
            Password = reader.Parsed("password_from", "a source such as `env:PROD_PASSWORD` or `file:prod.password`", PasswordSource.Parse),
            Production = reader.Boolean("production") ?? false,
            Role = reader.Word("role", Roles) ?? ServerRole.Any,
            Help = reader.String("help"),
        };
        reader.Finish();
        return server;
    }

    private static ConnectionOptions Options(YamlEntry entry, MappedText connect, DiagnosticBag problems)
    {
        // A message shows the line it speaks of: where a password may stand, it speaks of the server's name, and what is in that line is blanked out.
        var mayHoldSecret = ((string[])["pass", "secret", "_key", "@"]).Any(sign => connect.Content.Contains(sign, StringComparison.Ordinal));
        var place = new Origin($"servers.{entry.Name}.connect", mayHoldSecret ? entry.Key.Span : connect.Whole);
        var found = new DiagnosticBag();
        var options = ConnectionString.Parse(connect.Content, place, found);
        var holdsSecret = options?.All.Any(option => option.Content.Length > 0 && ConnectionKeys.Find(option.Key)!.IsSecret);
        if (holdsSecret ?? mayHoldSecret)
        {
            connect.Whole.Source.Hide(connect.Whole);
        }

        if (holdsSecret == true)
        {
            problems.Add(Problems.PasswordInTargetsFile(entry.Key.Span, entry.Name));
        }

        problems.AddRange(found);
        return options ?? ConnectionOptions.None;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name != "scratch" && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
