using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Drills.Guides;

/// <summary>A call of a drill as it looks on a server of the reader: its command line, and below it what was printed.</summary>
internal static partial class Transcript
{
    // Of a directory that a drill builds its system in, to what a Debian machine calls it. The first that fits counts.
    private static readonly (string From, string To)[] Places =
    [
        ("/books/playbooks/", "playbooks/"),
        ("/primary/data", "/var/lib/postgresql/15/main"),
        ("/standby1/data", "/var/lib/postgresql/15/main"),
        ("/restored/data", "/var/lib/postgresql/restore/main"),
        ("/primary", "/var/run/postgresql"),
        ("/standby1", "/var/run/postgresql"),
        ("/archive", "/backup/wal_archive"),
        ("/state", "~/.local/state/runbook"),
        ("/work", "/backup"),
    ];

    public static string Of(Call call, IReadOnlyList<(string From, string To)> names)
    {
        var system = Home().Match(string.Join(' ', call.Words)).Value;
        var port = Port().Match(string.Join(' ', call.Words)).Groups["port"].Value;
        var printed = string.Join('\n', call.Printed.TrimEnd().Split('\n').Where(line => !line.StartsWith("running ", StringComparison.Ordinal)));
        var text = Server().Replace($"$ {Typed(call.Words)}\n{printed}\n", found => IsOwn(found, port) ? Name(found.Groups["server"].Value) : found.Value);
        foreach (var (from, to) in Places)
        {
            text = text.Replace($"{system}{from}", to, StringComparison.Ordinal).Replace(Uri.EscapeDataString($"{system}{from}"), Uri.EscapeDataString(to), StringComparison.Ordinal);
        }

        text = port.Length == 0 ? text : Regex.Replace(text, $"\\b{port}\\b", "5432");
        text = text.Replace(" by drill", " by ann", StringComparison.Ordinal);
        text = EndSentence().Replace(text, sentence => sentence.Value.Replace('\n', ' '));
        return names.Aggregate(text, (now, name) => now.Replace(name.From, name.To, StringComparison.Ordinal));
    }

    /// <summary>Beside the socket of the primary are those of servers that a playbook makes.</summary>
    private static bool IsOwn(Match server, string port) => server.Groups["server"].Value != "primary" || server.Groups["port"].Value == port;

    /// <summary>Targets first, then parameters, then `--yes`; a playbook by its name.</summary>
    private static string Typed(IReadOnlyList<string> words)
    {
        List<string> targets = [], parameters = [], others = [];
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--target":
                    targets.Add(words[++i]);
                    break;
                case "-p":
                    parameters.Add($"-p {Quoted(words[++i])}");
                    break;
                default:
                    others.Add(Book().Replace(words[i], "${name}"));
                    break;
            }
        }

        var bound = targets.Select(target => Target().Replace(target, found => $"{(targets.Count > 1 ? found.Groups["name"].Value : "")}{Name(found.Groups["server"].Value)}"));
        return string.Join(' ', ["runbook", words[0], .. others.Where(word => word != "--yes"), .. bound.Select(target => $"--target {Quoted(target)}"), .. parameters, .. others.Where(word => word == "--yes")]);
    }

    private static string Quoted(string word) => Plain().IsMatch(word) ? word : $"\"{word}\"";

    private static string Name(string server) => server switch
    {
        "primary" => "prod",
        "standby1" => "replica",
        _ => server,
    };

    /// <summary>What changed, which breaks between words: where that is depends on the time before it and on the reader's terminal.</summary>
    [GeneratedRegex("^(Done|Failed|Stopped) [^.]+[.][^\\0]*?[.]$", RegexOptions.Multiline)]
    private static partial Regex EndSentence();

    [GeneratedRegex("/tmp/rb-[a-z0-9]{8}")]
    private static partial Regex Home();

    [GeneratedRegex("port=(?<port>[0-9]+) user=")]
    private static partial Regex Port();

    [GeneratedRegex("postgresql://\\S*?%2F(?<server>[a-z0-9]+)&port=(?<port>[0-9]+)")]
    private static partial Regex Server();

    [GeneratedRegex("^/tmp/rb-[a-z0-9]{8}/books/playbooks/(?<name>.+)\\.yaml$")]
    private static partial Regex Book();

    [GeneratedRegex("^(?<name>[a-z_]+=)?host=/tmp/rb-[a-z0-9]{8}/(?<server>[a-z0-9]+) .*$")]
    private static partial Regex Target();

    [GeneratedRegex("^[A-Za-z0-9_.,:/=@+-]+$")]
    private static partial Regex Plain();
}
