using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>`for_each` and `repeat`.</content>
public sealed partial class Runner
{
    private async ValueTask<bool> ForEachAsync(Step step, Loop.ForEach loop, Place place)
    {
        if (setup.Recorded.Outcome(step.Header, place.Key) is { } refused)
        {
            return End(step, place, null, null, refused);
        }

        var items = await Context(place, 1).EvaluateAsync(loop.Items, control.Cancel);
        switch (items.Value)
        {
            case null:
                return Refuse(step, place, items.Problem!);
            case { IsUnknown: true } unknown:
                var once = await TurnAsync(step, place with { Scope = Element(place, loop, unknown, unknown), Condition = $"`{loop.Items.Text}` has elements" });
                Forget(step, place.Run);
                return once.GoesOn;
            case var list when Elements(list) is { } elements:
                return await ForEachAsync(step, loop, place, elements);
            case var other:
                return Refuse(step, place, Problems.NotAList(loop.Items.Span, loop.Items.Text, ValueText.Kind(other)));
        }
    }

    private async ValueTask<bool> ForEachAsync(Step step, Loop.ForEach loop, Place place, ImmutableArray<Value> elements)
    {
        var kind = catalog[step.Header.Keyword];
        if (elements.IsEmpty)
        {
            SkipInner(step, place.Run);
            Remember(step, place.Run, StepResults.NoTurn(kind, step));
            NoteSkipped(step, place, step.Header.Title?.Text.Content, EmptyList);
            return true;
        }

        LoopResults turns = new(keepsWorst: true);
        var began = setup.Time.GetTimestamp();
        if (setup.Recorded.LastTurn(place.Key) is var last && last >= elements.Length && !setup.IsReplay)
        {
            return AnotherElement(step, place, last, elements.Length);
        }

        for (var i = 0; i < elements.Length; i++)
        {
            if (StopNow || WasStopped(place, i) || (EndsAt(place.Key) && !setup.Recorded.Began($"{place.Key}[{i}]")))
            {
                Stop();
                return Broken(step, place, turns, i, elements.Length, began);
            }

            var at = place.Turn(i, Element(place, loop, elements[i], new Value.Integer(i))) with { Item = setup.Marks?.Of(elements[i]) };
            if (Marks.Differ(setup.Recorded.Item(at.Key), at.Item))
            {
                return AnotherElement(step, place, i, elements.Length);
            }

            var turn = await UnlessDoneAsync(step, at, turning => TurnAsync(step, turning));
            turns.Add(turn.Result);
            Remember(step, place.Run, turns);
            if (!turn.GoesOn)
            {
                return Broken(step, place, turns, i, elements.Length, began);
            }
        }

        return true;
    }

    /// <summary>What its turns changed stays changed and counted.</summary>
    private bool AnotherElement(Step step, Place place, int turn, int count) => End(
        step, place, null, null, new Outcome.Failed(Problems.AnotherElement(step.Header.Span, step.Header.Name, turn, count), setup.Recorded.ChangedWithin(place.Key) ? Changed.Yes : Changed.None));

    /// <summary>A loop stops between the two turns where the operator stopped it.</summary>
    private bool WasStopped(Place place, int turns) => setup.Recorded.StoppedAfter(place.Key) == turns || IsBehindTheEnd($"{place.Key}[{turns}]");

    /// <summary>A loop ends within its turns. Where the operator stopped it, it is not ok, and the journal says how far it came.</summary>
    /// <param name="done">Turns that came to their end.</param>
    /// <param name="all">Turns that there would have been; 0 when nobody knows.</param>
    /// <returns>False.</returns>
    private bool Broken(Step step, Place place, LoopResults turns, int done, int all, long began)
    {
        if (_ended is not ArmEnd.Stopped || _tally.IsKeptOut || turns.IsEmpty)
        {
            return false;
        }

        turns.End(StepResults.Stopped);
        Remember(step, place.Run, turns);
        _journal.Append(
            new JournalEvent.StepOutcome(place.Key, 1, StepStatus.Cancelled, setup.Time.GetElapsedTime(began), LoopResults.Progress(done, all), Changed.None), Durability.Buffered);
        return false;
    }

    /// <summary>Null when the value is no list. What stands in a secret list is secret.</summary>
    private static ImmutableArray<Value>? Elements(Value value) => value switch
    {
        Value.List list => list.Items,
        Value.Cell cell => Elements(cell.Scalar),
        Value.Secret secret => Elements(secret.Inner) is { } items ? [.. items.Select(item => new Value.Secret(secret.Name, item))] : null,
        _ => null,
    };

    private static LocalScope Element(Place place, Loop.ForEach loop, Value item, Value index) =>
        new(place.Scope, (loop.As, item), ("index", index));

    private async ValueTask<bool> RepeatAsync(Step step, Loop.Repeat loop, Place place)
    {
        if (setup.Recorded.LastTurn(place.Key) < 0 && setup.Recorded.Outcome(step.Header, place.Key) is { } refused)
        {
            return End(step, place, null, null, refused);
        }

        var limits = await RepeatLimits.ReadAsync(loop, Context(place, 1), control.Cancel);
        if (limits.Problem is { } problem)
        {
            return Refuse(step, place, problem);
        }

        var journal = _journal;
        var held = OnlyReads(step) ? new HeldTurns(journal) : null;
        _journal = held ?? journal;
        try
        {
            return await RepeatAsync(step, loop, place, limits, held);
        }
        finally
        {
            held?.Release();
            _journal = journal;
        }
    }

    private async ValueTask<bool> RepeatAsync(Step step, Loop.Repeat loop, Place place, RepeatLimits limits, HeldTurns? held)
    {
        var needsEach = loop.Until is null || !step.Blocks.IsEmpty || loop.Until.References.Any(reference => reference.Path is ["steps", _, "each", ..]);
        var recordedTurns = setup.Recorded.LastTurn(place.Key) + 1;
        LoopResults results = new(keepsWorst: false);
        var began = setup.Time.GetTimestamp();
        for (var turns = 1; ; turns++)
        {
            var index = new Value.Integer(turns - 1);
            var at = place.Turn(turns - 1, new LocalScope(place.Scope, ("index", index)));
            held?.Begin(at.Key, turns == 1);
            var isGap = turns < recordedTurns && !setup.Recorded.Began(at.Key);
            var turn = isGap ? new Turn(true, results.Last) : await TurnAsync(step, at);
            held?.End();
            results.Add(turn.Result);
            if (needsEach)
            {
                Remember(step, place.Run, results);
            }
            else
            {
                Remember(step, place.Run, turn.Result);
            }

            if (!turn.GoesOn)
            {
                Remember(step, place.Run, results);
                return Broken(step, place, results, turns - 1, All(), began);
            }

            if (turns < recordedTurns)
            {
                continue; // it went on after this turn
            }

            if (setup.Recorded.Outcome(step.Header, place.Key) is { } recorded)
            {
                return Failed(End(step, place, null, null, recorded));
            }

            place.Run.ForgetTargets();
            var enough = loop.Until is null ? new Decision(false, null, null) : await Context(place, 1).DecideAsync(loop.Until, control.Cancel);
            if (enough.Problem is { } wrong)
            {
                return Failed(Refuse(step, place, wrong));
            }

            if (enough.Is == true || turns >= limits.Times)
            {
                Remember(step, place.Run, results);
                return true;
            }

            if (setup.DryRun && (enough.Is is null || loop.Until is not null || limits.IsUnknown || !StepResults.IsKnown(turn.Result)))
            {
                Forget(step, place.Run); // how many turns it takes, and what the last comes to, is known only in the run
                return true;
            }

            if (turns >= limits.MaxTurns || setup.Time.GetElapsedTime(began) >= limits.MaxTime)
            {
                return Failed(Refuse(step, place, Problems.RepeatReachedMax(step.Header.Span, step.Header.Name, turns, loop.Until?.Text)));
            }

            if (WasStopped(place, turns) || EndsAt(place.Key) || !await PauseAsync(limits.Every))
            {
                Stop();
                return Broken(step, place, results, turns, All(), began);
            }
        }

        int All() => loop.Until is null && limits.Times < int.MaxValue ? limits.Times : 0;

        // its turns are done all the same, and what they came to can be asked
        bool Failed(bool goesOn)
        {
            results.End("failed");
            Remember(step, place.Run, results);
            return goesOn;
        }
    }

    private static bool OnlyReads(Step step) =>
        step.Effect == Effect.Read && step.Blocks.SelectMany(block => block.Steps).All(OnlyReads);
}
