using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>`for_each` and `repeat`.</content>
public sealed partial class Runner
{
    private async ValueTask<bool> ForEachAsync(Step step, Loop.ForEach loop, Place place)
    {
        var items = await Context(place, 1).EvaluateAsync(loop.Items, control.Cancel);
        switch (items.Value)
        {
            case Value.List list:
                List<Value> each = [];
                var last = StepResults.NoTurn();
                for (var i = 0; i < list.Items.Length; i++)
                {
                    if (control.StopRequested)
                    {
                        _tally.Stop();
                        return false;
                    }

                    var turn = await TurnAsync(step, place.Turn(i, Element(place, loop, list.Items[i], new Value.Integer(i))));
                    last = turn.Result;
                    each.Add(turn.Result);
                    if (!turn.GoesOn)
                    {
                        return false;
                    }
                }

                Remember(step, StepResults.Looped(last, each));
                return true;
            case { AsUnknown: { } unknown }:
                var once = await TurnAsync(step, place with { Scope = Element(place, loop, unknown, unknown), Condition = $"for each of {loop.Items.Text}" });
                Remember(step, StepResults.Unknown(catalog[step.Header.Keyword], step.Header.Name));
                return once.GoesOn;
            case { } other:
                return End(step, place, null, null, new Outcome.Failed(Problems.NotAList(loop.Items.Span, loop.Items.Text, ValueText.Kind(other))));
            default:
                return End(step, place, null, null, new Outcome.Failed(items.Problem!));
        }
    }

    private static LocalScope Element(Place place, Loop.ForEach loop, Value item, Value index) =>
        new(place.Scope, (loop.As, item), ("index", index));

    private async ValueTask<bool> RepeatAsync(Step step, Loop.Repeat loop, Place place)
    {
        var limits = await RepeatLimits.ReadAsync(loop, Context(place, 1), control.Cancel);
        if (limits.Problem is { } problem)
        {
            return End(step, place, null, null, new Outcome.Failed(problem));
        }

        List<Value> each = [];
        var began = setup.Time.GetTimestamp();
        for (var turns = 1; ; turns++)
        {
            var turn = await TurnAsync(step, place.Turn(turns - 1, new LocalScope(place.Scope, ("index", new Value.Integer(turns - 1)))));
            each.Add(turn.Result);
            Remember(step, StepResults.Looped(turn.Result, each));
            if (!turn.GoesOn)
            {
                return false;
            }

            var enough = loop.Until is null ? new Decision(false, null, null) : await Context(place, 1).DecideAsync(loop.Until, control.Cancel);
            if (enough.Problem is { } wrong)
            {
                return End(step, place, null, null, new Outcome.Failed(wrong));
            }

            if (enough.Is is null or true || turns >= limits.Times)
            {
                return true;
            }

            if (turns >= limits.MaxTurns || setup.Time.GetElapsedTime(began) >= limits.MaxTime)
            {
                var why = Problems.RepeatReachedMax(step.Header.Span, step.Header.Name, turns, loop.Until?.Text);
                return End(step, place, null, null, new Outcome.Failed(why));
            }

            await Task.Delay(limits.Every, setup.Time, control.StoppedToken).ContinueWith(_ => { }, TaskScheduler.Default);
            if (control.StopRequested)
            {
                _tally.Stop();
                return false;
            }
        }
    }
}
