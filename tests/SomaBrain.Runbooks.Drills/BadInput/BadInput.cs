using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Drills.Guides;

namespace SomaBrain.Runbooks.Drills.BadInput;

/// <summary>`cases.md` as a drill: one primary and one standby for all of it.</summary>
internal static partial class BadInput
{
    public static readonly IReadOnlyList<string> Kinds = ["parameter", "role", "standby", "tool", "table", "disk", "stop"];

    private static readonly string Folder = Repository.At("tests", "SomaBrain.Runbooks.Drills", "BadInput");

    /// <summary>What stands for each playbook and kind, once or more: a call in braces, or why there is none.</summary>
    public static ILookup<(string Playbook, string Kind), string> Cases { get; } = Lines().Where(line => line.Kind.Length > 0).ToLookup(line => (line.Playbook, line.Kind), line => line.Text);

    /// <summary>The text of the drill.</summary>
    public static string Drill()
    {
        var text = new StringBuilder(File.ReadAllText(Path.Combine(Folder, "system.yaml")).Replace("{playbooks}", Repository.At("playbooks"), StringComparison.Ordinal)).Append("check:\n");
        foreach (var (playbook, kind, call) in Lines())
        {
            if (kind.Length == 0)
            {
                text.Append("  ").Append(call).Append('\n');
            }
            else if (IsCall(call))
            {
                text.Append(CultureInfo.InvariantCulture, $"  - {{ id: {IdOf(playbook, kind)}, playbook: {Repository.At("playbooks", $"{playbook}.yaml")}, {call[1..^1].Trim()} }}\n");
            }
        }

        return text.ToString();
    }

    public static bool IsCall(string text) => text.StartsWith('{');

    /// <summary>What is wrong with the way something was said: nothing changed and not said so, the inside of the program, no way out.</summary>
    public static IEnumerable<string> Faults(Call call)
    {
        if (call.Exit is 1 or 4 or 10 && !call.Printed.Contains("Nothing was changed", StringComparison.Ordinal))
        {
            yield return "does not say that nothing was changed";
        }

        if (call.Exit is 6 && (!call.Printed.Contains("Changed by: ", StringComparison.Ordinal) || call.Printed.Contains("Nothing was changed", StringComparison.Ordinal)))
        {
            yield return "does not say what was changed";
        }

        if (call.Exit is not 0 && !call.Printed.Contains("Next: ", StringComparison.Ordinal) && !call.Printed.Contains("hint: ", StringComparison.Ordinal))
        {
            yield return "does not say what to do";
        }

        if (Inside().Match(call.Printed) is { Success: true, Value: var inside })
        {
            yield return $"shows the inside of the program: {inside}";
        }

        if (call.Printed.Contains("not-for-eyes", StringComparison.Ordinal))
        {
            yield return "shows the password";
        }
    }

    private static string IdOf(string playbook, string kind) => $"{playbook}_{kind}".Replace('/', '_').Replace('-', '_');

    private static IEnumerable<(string Playbook, string Kind, string Text)> Lines()
    {
        var playbook = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder, "cases.md")))
        {
            if (Case().Match(line) is { Success: true } found)
            {
                yield return (playbook, found.Groups["kind"].Value, found.Groups["text"].Value);
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                yield return ("", "", line);
            }
            else if (PlaybookFiles.Names.Contains(line))
            {
                playbook = line;
            }
        }
    }

    [GeneratedRegex("^  (?<kind>[a-z]+): (?<text>.+)$")]
    private static partial Regex Case();

    [GeneratedRegex("Unhandled|[A-Za-z]+Exception\\b|^ +at [A-Za-z_.<>]+\\(", RegexOptions.Multiline)]
    private static partial Regex Inside();
}
