using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Renders the `undo` of a step that has just succeeded, so that what reverts it is fixed by what it did.</summary>
internal sealed class UndoKeeper(StepCatalog catalog)
{
    /// <param name="context">For a step inside the one that succeeded: its results are known there.</param>
    /// <returns>What to keep, or why it cannot be.</returns>
    public async ValueTask<(ImmutableArray<KeptStep> Steps, Diagnostic? Problem)> RenderAsync(
        Step step, Func<int, StepContext> context, CancellationToken ct)
    {
        var kept = ImmutableArray.CreateBuilder<KeptStep>();
        for (var i = 0; i < step.Header.Undo.Length; i++)
        {
            var undo = step.Header.Undo[i];
            var seen = new KeepingContext(context(i + 1));
            if (undo.Header.When is { } when)
            {
                var decision = await seen.DecideAsync(when, ct);
                if (decision.Problem is { } wrong)
                {
                    return ([], wrong);
                }

                if (decision.Is == false)
                {
                    continue;
                }
            }

            switch (await catalog[undo.Header.Keyword].ReadyAsync(undo, seen, ct))
            {
                case Prepared.Ready ready:
                    kept.Add(new(
                        seen.Key,
                        undo.Header.Keyword,
                        EffectName.Of(undo.Effect),
                        undo.UsesTarget ? undo.Header.On : null,
                        ready.Description is null ? null : RenderedText.Of(ready.Description),
                        seen.Filled));
                    break;
                case Prepared.Refused refused:
                    return ([], refused.Why);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return (kept.ToImmutable(), null);
    }
}
