using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>What a dry run cannot know, as steps were not executed: which arms are taken, and what the steps around and behind came to.</content>
public sealed partial class Runner
{
    /// <summary>How many steps so far the run may see fail although the dry run did not.</summary>
    private int _unexecuted;

    /// <summary>Of each step: how many of those were before it.</summary>
    private readonly Dictionary<Step, int> _unexecutedBefore = new(ReferenceEqualityComparer.Instance);

    private void NoteUnexecuted(Step step, Place place, Outcome outcome)
    {
        if (outcome is Outcome.Planned && step.Effect != Effect.Read)
        {
            place.Run.Unsettle(step.Header.Changes, step.Header.Name);
        }

        if (outcome is Outcome.Planned || (place.Condition is not null && outcome is Outcome.Failed or Outcome.SaidNo))
        {
            _unexecuted++;
        }
    }

    /// <summary>What would revert the step is a change, too: whoever approves it sees it.</summary>
    private async ValueTask TellUndoAsync(Step step, Place place)
    {
        for (var i = 0; i < step.Header.Undo.Length; i++)
        {
            var undo = step.Header.Undo[i];
            var at = place with { Key = string.Create(CultureInfo.InvariantCulture, $"{place.Key}.undo.{i + 1}"), Depth = place.Depth + 1, Note = null };
            if (undo.Header.When is { } when)
            {
                switch (await Context(at, 1).DecideAsync(when, control.Cancel))
                {
                    case { Is: false }:
                        continue;
                    case { Is: null, Problem: null }:
                        at = at with { Condition = $"`{when.Text}`" };
                        break;
                    default:
                        break;
                }
            }

            var prepared = await PrepareAsync(catalog[undo.Header.Keyword], undo, Context(at, 1), control.Cancel);
            trace.WouldUndo(undo, at, await TitleAsync(undo, at), (prepared as Prepared.Ready)?.Description, (prepared as Prepared.Refused)?.Why);
        }
    }

    /// <summary>Where a step that was not executed fails in the run, those behind it are not reached.</summary>
    private void ForgetBehind(ImmutableArray<Step> steps, int before, RunScope run)
    {
        foreach (var step in steps)
        {
            if (_unexecutedBefore.GetValueOrDefault(step) > before)
            {
                Forget(step, run);
                continue;
            }

            foreach (var block in step.Blocks)
            {
                if (block.Callee is null)
                {
                    ForgetBehind(block.Steps, before, run);
                }
            }
        }
    }

    /// <summary>The arms of which nobody knows yet which is taken.</summary>
    private async ValueTask<bool> PossibleArmsAsync(Step step, Place place, Outcome.Took took)
    {
        foreach (var arm in took.Arms)
        {
            await BlockAsync(step, arm, place with { Condition = $"arm {arm} of step {step.Header.Name}" }, place.Scope);
            if (_over is not null)
            {
                return false;
            }
        }

        foreach (var inner in Inner(step))
        {
            Forget(inner, place.Run); // outside the arm nobody knows whether it ran
        }

        return true;
    }

    /// <summary>What would follow if the arm failed; its steps that may not have been reached then are not known from here on.</summary>
    private async ValueTask IfItFailsAsync(Step step, ArmWalk walk, string arm)
    {
        var next = catalog[step.Header.Keyword].After(step, arm, UnknownFailure(step));
        if (next is not null || (step.FailsAsWhole && step.Header.OnFailure != OnFailure.Stop))
        {
            foreach (var block in step.Blocks)
            {
                if (block.Arm == arm)
                {
                    ForgetBehind(block.Steps, walk.Unexecuted, walk.Inside.Run);
                }
            }
        }

        if (next is not { Settles: true } possible)
        {
            return;
        }

        var unexecuted = _unexecuted;
        var place = walk.Inside with { Condition = string.Create(CultureInfo.InvariantCulture, $"step {step.Header.Name} fails") };
        await BlockAsync(step, possible.Arm, place, WithError(place.Scope, UnknownFailure(step)));
        _unexecuted = unexecuted; // what is not executed there says nothing of the arm
        foreach (var block in step.Blocks)
        {
            if (block.Arm == possible.Arm)
            {
                ForgetBehind(block.Steps, -1, place.Run);
            }
        }
    }

    private static ArmEnd.Failed UnknownFailure(Step step) =>
        new(step.Header.Name, new("", Diagnostics.Severity.Error, step.Header.Span, ""));

    /// <summary>What the step and those inside it came to is not known.</summary>
    private void Forget(Step step, RunScope run)
    {
        Remember(step, run, StepResults.Unknown(catalog[step.Header.Keyword], step));
        foreach (var inner in Inner(step))
        {
            Forget(inner, run);
        }
    }
}
