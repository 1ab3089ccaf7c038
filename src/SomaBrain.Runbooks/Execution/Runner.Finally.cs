using System.Collections.Immutable;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>The playbook's own steps, and those that run at the end whatever became of them.</content>
public sealed partial class Runner
{
    private const string Finally = "finally";

    private readonly Dictionary<string, Value> _outputs = new(StringComparer.Ordinal);
    private bool _reachedEnd;

    /// <summary>More than 0 within steps that were over when the journal ends, as what runs behind them was begun.</summary>
    private int _behindTheEnd;

    private async ValueTask StepsAsync()
    {
        var isOver = setup.Recorded.Began($"{Finally}.1");
        _behindTheEnd += isOver ? 1 : 0;
        try
        {
            await BlockAsync(setup.Playbook.Steps, "", 0, _scope, _scope, null);
            _reachedEnd = _ended is ArmEnd.Well;
            if (setup.Playbook.AfterFailure == AfterFailure.Undo && !setup.DryRun && (!isOver || setup.Recorded.Steps.Any(step => UndoKey.Is(step.Key))))
            {
                var last = setup.Playbook.Finally.SelectMany(Ids).ToHashSet(StringComparer.Ordinal);
                await OutputsAsync(output => !SpeaksOf(last, output, []));
            }
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            Stop(); // between two steps: a condition had to connect
        }

        _behindTheEnd -= isOver ? 1 : 0;
        LeaveUnsettledSteps(key => setup.Kept.Count > 0 || !UndoKey.Is(key)); // a step of an undo at once is come to behind the others
    }

    /// <summary>Nothing is cleaned up before it is known how a step of the run, or of its undo, ended.</summary>
    private void LeaveUnsettledSteps(Func<string, bool> which)
    {
        if (LeaveUnsettled(key => !key.StartsWith($"{Finally}.", StringComparison.Ordinal) && which(key)))
        {
            _ended = new ArmEnd.InDoubt();
        }
    }

    /// <summary>
    /// A step that the run had not come to when it was ended, by Ctrl-C or a no: what runs at the end may have taken away what it
    /// stands on, and the operator did not want it.
    /// </summary>
    private bool IsBehindTheEnd(string key) => _behindTheEnd > 0 && !setup.IsReplay && !setup.Recorded.IsDecided(key);

    /// <summary>Computes outputs, when the steps came to their end; one that cannot be computed fails the run.</summary>
    /// <param name="which">With `after_failure: undo` those that speak of no step of `finally` come before it, so that their failure is undone, too.</param>
    private async ValueTask OutputsAsync(Func<Template, bool> which)
    {
        if (!_reachedEnd)
        {
            return;
        }

        var now = setup.Playbook.Outputs.Where(output => !_outputs.ContainsKey(output.Key) && which(output.Value)).ToImmutableArray();
        var outputs = await OutputRow.OfAsync(now, Context(new("outputs", 0, _scope, _scope, null), 1), control.Cancel);
        if (outputs.Value is not Value.Row row)
        {
            _tally.Fail(outputs.Problem!);
            _reachedEnd = false;
            return;
        }

        foreach (var field in row.Fields)
        {
            _outputs[field.Name] = field.Value;
        }
    }

    /// <summary>Null where the playbook has none, and where the run did not come to them.</summary>
    private Value.Row? Outputs() =>
        setup.Playbook.Outputs.IsEmpty || !_reachedEnd ? null : new([.. setup.Playbook.Outputs.Select(output => new Field(output.Key, _outputs[output.Key]))]);

    /// <summary>Whether a text speaks of one of the steps, through vars too.</summary>
    private bool SpeaksOf(HashSet<string> ids, Template text, HashSet<string> seen) => text.References.Any(reference => reference.Path switch
    {
        ["steps", var id, ..] => ids.Contains(id),
        ["vars", var name, ..] => seen.Add(name) && setup.Playbook.Vars.TryGetValue(name, out var inner) && SpeaksOf(ids, inner, seen),
        _ => false,
    });

    private async ValueTask FinallyAsync()
    {
        var playbook = setup.Playbook;
        if (playbook.Finally.IsEmpty || _ended is ArmEnd.Paused or ArmEnd.InDoubt || _tally.IsKeptOut)
        {
            return;
        }

        if (control.Cancel.IsCancellationRequested)
        {
            _tally.NotRun(Finally);
            return;
        }

        foreach (var step in playbook.Steps)
        {
            SkipUnreached(step);
        }

        if (setup.DryRun)
        {
            ForgetBehind(playbook.Steps, 0, _scope);
        }

        _waitsForNobody = _ended is ArmEnd.Stopped;
        (_over, _ended, _shelters) = (null, ArmEnd.Well.Instance, 1);
        try
        {
            await BlockAsync(playbook.Finally, $"{Finally}.", 0, _scope, _scope, null, cleansUp: true);
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            Stop();
        }

        if (_ended is ArmEnd.Stopped)
        {
            _tally.NotRun(Finally);
        }
    }

    /// <summary>What would have been cleaned up, had the step before it not failed, is named.</summary>
    private void LeaveOut(Step step, Place place, Step failed)
    {
        _tally.LeaveOut(step.Header.Name);
        NoteSkipped(step, place, step.Header.Title?.Text.Content, $"step {failed.Header.Name} before it failed");
    }

    /// <summary>What the run did not come to has no result, and that can be asked: `steps.x.value ?? 0`.</summary>
    private void SkipUnreached(Step step)
    {
        if (step.Header.Id is { } id && _scope.Step(id) is null)
        {
            Remember(step, _scope, StepResults.Skipped(catalog[step.Header.Keyword], step));
        }

        foreach (var inner in Inner(step))
        {
            SkipUnreached(inner);
        }
    }
}
