using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`repeat` and `for_each`.</summary>
public static class LoopReader
{
    /// <param name="outside">What the list of `for_each` may speak of.</param>
    /// <remarks>The names in `until` are checked when the whole step was read: it speaks of the step and those inside it.</remarks>
    public static Loop? Read(MappingReader step, StepTexts outside, DiagnosticBag problems)
    {
        var repeat = step.Mapping("repeat", "repeat", example: "{ times: 3 }");
        var goesOver = step.Has("for_each");
        if (repeat is not null && goesOver)
        {
            problems.Add(Problems.TwoLoops(step.Entry("for_each")!.Key.Span));
        }

        if (!goesOver && step.Entry("as") is { } misplaced)
        {
            problems.Add(Problems.MisplacedKey(misplaced.Key.Span, "as", "it names the element of a `for_each`", "add `for_each`, or take `as` out"));
        }

        if (goesOver)
        {
            var name = step.Text("as") is { } text ? Identifiers.Check(text, problems) : "item";
            if (name is not null && WhyTaken(name) is { } why)
            {
                problems.Add(Problems.BadId(step.Entry("as")!.Value.Span, name, why));
            }

            return outside.List(step, "for_each", []) is { } items && name is not null ? new Loop.ForEach(items, name) : null;
        }

        return repeat is null ? null : Repeat(repeat, step, outside, problems);
    }

    /// <summary>Null for a name that means nothing else where the element is spoken of.</summary>
    private static string? WhyTaken(string name) =>
        name == "error" ? "in a `rescue` it is what failed"
        : name == "index" ? "it is the number of the turn"
        : ReservedWords.Roots.Contains(name) ? $"it leads to members, `{name}.…`"
        : null;

    private static Loop.Repeat Repeat(MappingReader repeat, MappingReader step, StepTexts outside, DiagnosticBag problems)
    {
        var loop = new Loop.Repeat(
            repeat.Text("until") is { } until ? Expression.Parse(until, problems) : null,
            Limit(repeat, "times", "a number of turns, 1 or more", IsCount, outside),
            Limit(repeat, "max", "a number of turns or a duration such as `10m`", text => IsCount(text) || IsLength(text), outside),
            Limit(repeat, "every", "a duration such as `1s`", IsLength, outside));
        if (!step.Has("id"))
        {
            problems.Add(Problems.RepeatNeedsId(step.Entry("repeat")!.Key.Span));
        }

        var isEndless = !repeat.Has("times") && !(repeat.Has("until") && repeat.Has("max"));
        if (repeat.Finish() && isEndless) // a key that is misspelt may be the end that is missing
        {
            problems.Add(Problems.RepeatNeedsEnd(step.Entry("repeat")!.Key.Span, repeat.Has("max")));
        }

        return loop;
    }

    /// <summary>Without a hole it is judged here, with one when it is filled.</summary>
    private static Template? Limit(MappingReader repeat, string key, string expected, Func<string, bool> fits, StepTexts texts)
    {
        if (repeat.Text(key) is not { } text || texts.Template(text, HoleKind.Text) is not { } template)
        {
            return null;
        }

        if (!template.HasHoles && !fits(text.Content))
        {
            var wrong = Problems.NotParsed(text.Whole, $"`{key}`", expected, text.Content);
            repeat.Bag.Add(key == "times" && IsLength(text.Content) ? wrong with { Hint = $"so long is `max: {text.Content}`, beside an `until`" } : wrong);
        }

        return template;
    }

    private static bool IsCount(string text) =>
        ParameterValue.Parse(ParameterType.Integer, text) is Value.Integer { Whole: > 0 and < int.MaxValue };

    private static bool IsLength(string text) => Durations.TryParse(text, out _);
}
