using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>`after_failure: undo`, and the steps of a run that undoes another.</content>
public sealed partial class Runner
{
    private readonly UndoLedger _ledger = UndoLedger.Of(setup.Recorded.Events, setup.Former.Count);
    private readonly Dictionary<string, KeptStep> _kept = new(setup.Kept, StringComparer.Ordinal);

    /// <summary>Where the names are that a secret of the `undo` of a step speaks of, by the step.</summary>
    private readonly Dictionary<string, Place> _keptAt = new(StringComparer.Ordinal);

    /// <summary>The name of a step in the journal; one that undoes is called as it was when it was kept.</summary>
    private string KeyOf(Step step, string prefix, int index) => _kept.ContainsKey(step.Header.Path) ? step.Header.Path : $"{prefix}{index + 1}";

    private StepContext AsKept(Place place, RunStepContext context) => _kept.TryGetValue(place.Key, out var kept) ? new KeptContext(context, kept) : context;

    /// <summary>What was kept, shown and agreed to is what is sent; anything else is not.</summary>
    private Prepared? AsAgreed(Step step, Place place, Prepared? prepared) =>
        step.Effect != Effect.Read && prepared is Prepared.Ready { Description: { } description } && _kept.GetValueOrDefault(place.Key)?.Rendered is { } kept && RenderedText.Of(description).Sha256 != kept.Sha256
            ? new Prepared.Refused(Problems.UndoStepUnknown(place.Key, "says something else there"))
            : prepared;

    /// <summary>Of a run that undoes another: where a step of a playbook that was called finds its names.</summary>
    private Place InItsCall(Place place)
    {
        if (setup.Entered.GetValueOrDefault(place.Key) is not { } entered)
        {
            return place;
        }

        var run = new RunScope(setup, entered.Callee, entered.Parameters, entered.Call) { First = _scope };
        return place with { Run = run, Scope = run };
    }

    /// <summary>A run that failed, and changed something before, is reverted at once when its playbook says so.</summary>
    private async ValueTask UndoAfterFailureAsync()
    {
        if (setup.DryRun || setup.Playbook.AfterFailure != AfterFailure.Undo || _ended is ArmEnd.Paused || !_tally.FailedAfterChange)
        {
            return;
        }

        var shelters = _shelters;
        (_over, _ended, _shelters) = (null, ArmEnd.Well.Instance, 1);
        _tally.BeginUndo();
        var failedBefore = _tally.Setbacks;
        try
        {
            foreach (var kept in _ledger.Remembered.Where(kept => !IsOfTheEnd(kept.Path)).ToList())
            {
                if (control.Cancel.IsCancellationRequested || !await UndoAsync(kept))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            Stop();
        }

        _shelters = shelters;
        ImmutableArray<string> left = [.. _ledger.Left.Select(step => step.Path).Concat(_ledger.Lasting.Select(change => change.Key)).Where(key => !IsOfTheEnd(key))];
        _tally.EndUndo(!control.Cancel.IsCancellationRequested && _tally.Setbacks == failedBefore && left.IsEmpty, left);
    }

    /// <summary>What a run that was broken off in `finally` did there came behind the undo.</summary>
    private static bool IsOfTheEnd(string key) => key.StartsWith($"{Finally}.", StringComparison.Ordinal);

    /// <returns>Whether the next one can be undone.</returns>
    private async ValueTask<bool> UndoAsync(KeptStep kept)
    {
        if (UndoPlaybook.StepOf(kept.Playbook < setup.Former.Count ? setup.Former[kept.Playbook] : setup.Playbook, kept) is not { } step)
        {
            _tally.Fail(Problems.UndoStepUnknown(kept.Path));
            return false;
        }

        _kept[kept.Path] = kept;
        if (!_keptAt.TryGetValue(UndoKey.StepOf(kept.Path), out var place))
        {
            var nothing = new RunScope(setup, setup.Playbook, new Dictionary<string, Value>(StringComparer.Ordinal)) { First = _scope }; // of which playbook its names are nobody knows
            place = new Place("", 0, nothing, nothing, null);
        }

        return await StepAsync(step, place with { Key = kept.Path, Depth = 1, Note = null });
    }
}
