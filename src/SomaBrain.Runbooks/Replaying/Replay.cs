using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Executes the decisions of a playbook against what a run recorded: no effect, no connection, the same each time.</summary>
/// <param name="run">What was recorded.</param>
/// <param name="recorded">The playbook as it was then.</param>
/// <param name="now">The playbook as it is now.</param>
/// <param name="clock">Is set to the times of the record.</param>
public sealed class Replay(RecordedRun run, Playbook recorded, Playbook now, ReplayClock clock)
{
    /// <param name="catalog">Kinds that prepare; none is carried out but those that compute.</param>
    /// <param name="journal">Gets what the run writes.</param>
    /// <param name="answered">Is told of each step that the record answered for, in order.</param>
    public async ValueTask<ReplayResult> RunAsync(StepCatalog catalog, IStepJournal journal, Action<Step, Outcome>? answered = null)
    {
        var (parameters, refused) = RecordedParameters.Of(run, now);
        if (refused is not null)
        {
            return new(refused, 0, [], false, null);
        }

        using var control = new RunControl();
        var alignment = Alignment.Of(recorded, now);
        var comparison = new Comparison(run, alignment, clock, catalog, control, journal);
        var answers = new RecordedAnswers(comparison, answered);
        var setup = new RunSetup(
            run.Opened.Run, now, parameters, new RecordedTargets(run, () => comparison.Position), answers, run.Opened.Operator, comparison, clock, run.StartedAt, false,
            new Recorded([.. Vars(alignment), .. Followed(alignment), .. Stopped(alignment)], run.Stored))
        {
            IsReplay = true,
        };
        var end = await new Runner(catalog, new ReplayExecutor(answers), setup, control, new NoTrace()).RunAsync();
        return new(comparison.Divergence ?? AtTheEnd(comparison, end), comparison.Visited, [.. comparison.New], comparison.Divergence is null && run.WasCutOff, end);
    }

    /// <summary>What depends on a server besides the record keeps its recorded value; all other vars are computed again.</summary>
    private IEnumerable<JournalEvent.VarComputed> Vars(Alignment alignment) =>
        from known in run.Vars
        let call = known.Key.Call is { } key ? alignment.Now(key) : null
        where (known.Key.Call is null) == (call is null)
        where now.Callees.Append(now).Any(playbook => playbook.Vars.GetValueOrDefault(known.Key.Name) is { } template && OfTargets(template))
        select new JournalEvent.VarComputed(known.Key.Name, known.Value, call);

    /// <summary>Where a `when` asks of a server what the journal does not tell, the decision is taken as it was. That of an `undo` was taken when it was kept.</summary>
    private IEnumerable<JournalEvent> Followed(Alignment alignment)
    {
        var steps = StepPaths.Of(now).ToDictionary(one => one.Path, one => one.Step, StringComparer.Ordinal);
        foreach (var before in run.Steps.Values)
        {
            if (UndoKey.Is(before.Key) || alignment.Now(before.Key) is not { } key || steps[StepKey.Path(key)] is not { Header.When: { } when } step
                || !when.References.Any(reference => reference.Path is ["targets", _, var member, ..] && !RecordedTargets.Known.Contains(member)))
            {
                continue;
            }

            yield return before.Skipped is { } reason
                ? new JournalEvent.StepSkipped(key, before.Id, before.StepKind, null, reason)
                : new JournalEvent.StepIntent(key.EndsWith(']') ? key[..key.LastIndexOf('[')] : key, before.Id, before.StepKind, EffectName.Of(step.Effect), null, 1, null, null);
        }
    }

    /// <summary>Nothing that stands in a loop tells where the operator stopped it.</summary>
    private IEnumerable<JournalEvent.StepOutcome> Stopped(Alignment alignment) =>
        run.StoppedLoops.Select(loop => alignment.Now(loop.Step) is { } key ? loop with { Step = key } : null).OfType<JournalEvent.StepOutcome>();

    private static bool OfTargets(Template template) => template.References.Any(reference => reference.Path is ["targets", ..]);

    private Divergence? AtTheEnd(Comparison comparison, RunEnd end)
    {
        if ((comparison.Overlooked(int.MaxValue) ?? comparison.Fewer()) is { } missing)
        {
            return missing;
        }

        if (run.Closed is not { } closed || run.WasCutOff)
        {
            return null;
        }

        return closed.ExitCode != end.ExitCode
            ? new(DivergenceKind.End, end.Step, "the run ends otherwise", $"exit {closed.ExitCode}", $"exit {end.ExitCode}{(end.Problems is [var why, ..] ? $": {why.Code} {why.Message}" : "")}")
            : run.Outputs is var then && !ComparedText.AreSame(then, end.Outputs)
            ? new(DivergenceKind.Outputs, null, "the outputs come to other values", ComparedText.Of(then), ComparedText.Of(end.Outputs))
            : null;
    }
}
