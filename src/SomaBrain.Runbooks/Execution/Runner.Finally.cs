using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>The playbook's own steps, and those that run at the end whatever became of them.</content>
public sealed partial class Runner
{
    private const string Finally = "finally";

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

    /// <summary>What the playbook's outputs come to, when its steps came to their end.</summary>
    private async ValueTask<Value.Row?> OutputsAsync()
    {
        if (setup.Playbook.Outputs.IsEmpty || !_reachedEnd)
        {
            return null;
        }

        var outputs = await OutputRow.OfAsync(setup.Playbook, Context(new("outputs", 0, _scope, _scope, null), 1), control.Cancel);
        if (outputs.Problem is { } problem)
        {
            _tally.Fail(problem);
        }

        return outputs.Value as Value.Row;
    }

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
