using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>What became of one call of the program.</summary>
/// <param name="Request">What was called.</param>
/// <param name="Text">Everything it printed, both outputs in the order they came.</param>
/// <param name="Run">The run it worked on; null when it worked on none.</param>
/// <param name="Entries">What this call added to the journal of that run.</param>
internal sealed record ProgramResult(ProgramRequest Request, int Exit, string Text, TimeSpan Elapsed, bool TimedOut, RunVerdict? Run, string? Journal, ImmutableArray<JournalEvent> Entries)
{
    private const int TailLines = 12;

    /// <summary>Its last lines.</summary>
    public string Tail => string.IsNullOrWhiteSpace(Text) ? "" : string.Join('\n', Text.TrimEnd().Split('\n').TakeLast(TailLines).Select(line => $"| {line}"));

    /// <summary>Names of the steps that changed something.</summary>
    public IEnumerable<string> Changed
    {
        get
        {
            var names = Entries.OfType<JournalEvent.StepIntent>().GroupBy(intent => intent.Step, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Id ?? group.Key, StringComparer.Ordinal);
            return Entries.OfType<JournalEvent.StepOutcome>().Where(outcome => outcome.Changed != Journaling.Events.Changed.None).Select(outcome => names.GetValueOrDefault(outcome.Step, outcome.Step)).Distinct(StringComparer.Ordinal);
        }
    }

    /// <summary>As the playbook's text has them: without the turns of loops.</summary>
    public IEnumerable<string> ChangedPaths => Entries.OfType<JournalEvent.StepOutcome>()
        .Where(outcome => outcome.Changed != Journaling.Events.Changed.None)
        .Select(outcome => string.Concat(outcome.Step.Split('[').Select((part, i) => i == 0 ? part : part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..])));

    public Value.Row ToRow()
    {
        var closed = Entries.OfType<JournalEvent.RunClosed>().LastOrDefault();
        return new(
        [
            new("exit", new Value.Integer(Exit)),
            new("run", Run is null ? Value.Null.Instance : new Value.Text(Run.Run)),
            new("status", closed is null ? new Value.Text(Entries.Any(entry => entry is JournalEvent.RunPaused) ? "paused" : Run is null ? "none" : "open") : new Value.Text(Words(closed.Status))),
            new("changed", new Value.List([.. Changed.Select(name => new Value.Text(name))])),
            new("seconds", new Value.Number(Math.Round((decimal)Elapsed.TotalSeconds, 3))),
            new("text", new Value.Text(Text)),
            new("outputs", closed?.Outputs ?? Value.Null.Instance),
            new("steps", new Value.List([.. Steps()])),
            new("verified", Run is null ? Value.Null.Instance : new Value.Text(Run.Verdict)),
            new("journal", Journal is null ? Value.Null.Instance : new Value.Text(Journal)),
        ]);
    }

    private IEnumerable<Value> Steps()
    {
        foreach (var entry in Entries)
        {
            var (step, status) = entry switch
            {
                JournalEvent.StepOutcome outcome => (outcome.Step, Words(outcome.Status)),
                JournalEvent.StepSkipped skipped => (skipped.Id ?? skipped.Step, "skipped"),
                JournalEvent.StepInDoubt doubt => (doubt.Step, "in doubt"),
                _ => ("", ""),
            };
            if (step.Length > 0)
            {
                var name = Entries.OfType<JournalEvent.StepIntent>().FirstOrDefault(intent => intent.Step == step)?.Id ?? step;
                yield return new Value.Row([new("step", new Value.Text(name)), new("status", new Value.Text(status))]);
            }
        }
    }

    private static string Words<T>(T word)
        where T : struct, Enum => string.Concat(word.ToString().Select((letter, i) => i > 0 && char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
