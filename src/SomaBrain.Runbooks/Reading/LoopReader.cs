using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`repeat` and `for_each`.</summary>
public static class LoopReader
{
    /// <param name="outside">What the list of `for_each` may speak of.</param>
    /// <param name="itself">What `until` may speak of: the step too.</param>
    public static Loop? Read(MappingReader step, StepTexts outside, StepTexts itself, DiagnosticBag problems)
    {
        var repeat = step.Mapping("repeat", "repeat");
        var list = step.Text("for_each");
        if (repeat is not null && list is not null)
        {
            problems.Add(Problems.TwoLoops(step.Entry("for_each")!.Key.Span));
        }

        if (list is not null)
        {
            var name = step.Text("as") is { } text ? Identifiers.Check(text, problems) : "item";
            return outside.Expression(list, []) is { } items && name is not null ? new Loop.ForEach(items, name) : null;
        }

        return repeat is null ? null : Repeat(repeat, step, outside, itself, problems);
    }

    private static Loop.Repeat Repeat(MappingReader repeat, MappingReader step, StepTexts outside, StepTexts itself, DiagnosticBag problems)
    {
        var loop = new Loop.Repeat(
            repeat.Text("until") is { } until ? itself.Expression(until, []) : null,
            Hole(repeat, "times", outside),
            Hole(repeat, "max", outside),
            Hole(repeat, "every", outside));
        if (!step.Has("id"))
        {
            problems.Add(Problems.RepeatNeedsId(step.Entry("repeat")!.Key.Span));
        }

        if (loop.Times is null && (loop.Until is null || loop.Max is null))
        {
            problems.Add(Problems.RepeatNeedsEnd(step.Entry("repeat")!.Key.Span));
        }

        repeat.Finish();
        return loop;
    }

    private static Template? Hole(MappingReader repeat, string key, StepTexts texts) =>
        repeat.Text(key) is { } text ? texts.Template(text, HoleKind.Text) : null;
}
