using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>Playbooks with something taken out, as text: what is left is read and run as any other.</summary>
internal static class Without
{
    private const string Never = "1 == 2";

    private static readonly string[] Head = ["runbook", "title", "effect", "params", "targets"];

    /// <summary>Only what the operator gives stays, and a note.</summary>
    public static string AllSteps(Source playbook)
    {
        if (YamlLoader.Load(playbook, new DiagnosticBag()) is not YamlNode.Mapping { Entries: var entries })
        {
            return playbook.Text;
        }

        var starts = entries.Select(entry => entry.Key.Span.From).Append(playbook.Text.Length).ToList();
        var kept = entries.Select((entry, i) => Head.Contains(entry.Name, StringComparer.Ordinal) ? playbook.Text[starts[i]..starts[i + 1]] : "");
        return $"{string.Concat(kept).TrimEnd()}\nsteps:\n  - note: Nothing is done here.\n";
    }

    /// <summary>The step is there, and skipped: others may speak of it.</summary>
    public static string One(Step step)
    {
        var source = step.Header.Span.Source;
        var key = step.Header.Span.From;
        if (YamlLoader.Load(source, new DiagnosticBag()) is not { } root || Holding(root, step.Header.Span.Start) is not { } mapping)
        {
            return source.Text;
        }

        if (mapping["when"] is { } when)
        {
            return Replace(source.Text, when.Span.From, when.Span.To, Never);
        }

        var isFlow = source.Text[mapping.Span.From] == '{';
        var between = isFlow ? ", " : $"\n{new string(' ', step.Header.Span.Start.Column - 1)}";
        return Replace(source.Text, key, key, $"when: {Never}{between}");
    }

    /// <summary>A step of an `undo`, which knows no `when`: something that changes nothing stands in its place.</summary>
    public static string Reverting(Step step)
    {
        var source = step.Header.Span.Source;
        return YamlLoader.Load(source, new DiagnosticBag()) is { } root && Holding(root, step.Header.Span.Start) is { } mapping
            ? Replace(source.Text, mapping.Span.From, mapping.Span.To, source.Text[mapping.Span.From] == '{' ? "{ note: Taken out. }" : "note: Taken out.\n")
            : source.Text;
    }

    private static YamlNode.Mapping? Holding(YamlNode node, Position key) => node switch
    {
        YamlNode.Mapping mapping when mapping.Entries.Any(entry => entry.Key.Span.Start == key) => mapping,
        YamlNode.Mapping mapping => mapping.Entries.Select(entry => Holding(entry.Value, key)).FirstOrDefault(found => found is not null),
        YamlNode.Sequence list => list.Items.Select(item => Holding(item, key)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string Replace(string text, int from, int to, string with) => $"{text[..from]}{with}{text[to..]}";
}
