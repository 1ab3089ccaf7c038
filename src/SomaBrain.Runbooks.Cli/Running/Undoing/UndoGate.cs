using System.Collections.Immutable;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps.Confirm;
using SomaBrain.Runbooks.Steps.Note;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>What stands before the first step of an undo: what will be undone, what nothing undoes, and the question.</summary>
internal static class UndoGate
{
    private const int MostShown = 50;

    public static ImmutableArray<Step> Steps(Playbook playbook, string run, IReadOnlyCollection<KeptStep> left, IReadOnlyCollection<LastingChange> lasting)
    {
        var at = playbook.Source.Span(0, 0);
        return
        [
            new NoteStep(Header("1", "note", at), Template.Literal(string.Join('\n', Lines(left, lasting)), at)) { IsForPeople = true },
            new ConfirmStep(Header("2", "confirm", at), Template.Literal($"Undo {KeyResult.Count(left.Count, "step", "steps")} of run {run}?", at), null, [], 0, [], null),
        ];
    }

    private static IEnumerable<string> Lines(IReadOnlyCollection<KeptStep> left, IReadOnlyCollection<LastingChange> lasting)
    {
        yield return "This is undone, the last change first:";
        foreach (var line in Some(left.Select(step => $"  {step.Path} {step.StepKind}{(step.Target is null ? "" : $" on {step.Target}")}: {Text(step)}{Gone(step)}")))
        {
            yield return line;
        }

        yield return lasting.Count == 0 ? "Nothing else was changed." : "Nothing undoes this:";
        foreach (var line in Some(lasting.Select(change => $"  {change.Name}{(change.Changed == Changed.Unknown ? " (nobody knows whether it took effect)" : "")}")))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Some(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count <= MostShown ? all : all.Take(MostShown).Append($"  and {all.Count - MostShown} more: `runbook show` lists them");
    }

    private static string Text(KeptStep step)
    {
        var values = step.Rendered?.Values ?? [];
        var text = (step.Rendered?.Text ?? "").ReplaceLineEndings(" ").Trim();
        return values.IsEmpty || step.StepKind != "sql" ? text : $"{text} [{string.Join(", ", values.Select(ValueText.Of))}]";
    }

    private static string Gone(KeptStep step) =>
        UndoPreparation.Secrets(step).FirstOrDefault(name => !name.StartsWith("params.", StringComparison.Ordinal)) is { } secret
            ? $" (ends here: nothing kept the secret `{secret}`)"
            : "";

    private static StepHeader Header(string path, string keyword, SourceSpan at) =>
        new(path, keyword, null, null, null, null, null, null, null, null, null, OnFailure.Stop, null, at);
}
