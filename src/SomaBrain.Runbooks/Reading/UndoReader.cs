using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`undo`: steps that speak of the results of the step they revert, and are fixed when it succeeds.</summary>
internal static class UndoReader
{
    public static ImmutableArray<Step> Read(YamlNode node, string path, StepTexts inside, PlaybookReading reading)
    {
        reading.Names.IsKeeping = true;
        var steps = new StepsReader(reading) { IsUndo = true }.Read(node, $"{path}.undo.", inside.Locals, inside.Loops);
        reading.Names.IsKeeping = false;
        return steps;
    }

    /// <summary>Of a step under the `undo` of another: taking back what that has made is as much as making it.</summary>
    public static Effect EffectOf(Step step, IStepKind kind, Step undo) =>
        undo.Effect == Effect.Destroy && undo.Header.DeclaredEffect is null && kind.TakesBack(step, undo) ? Effect.Write : undo.Effect;

    /// <summary>An undo is run, too.</summary>
    public static void CheckCap(Step? step, IStepKind kind, ImmutableArray<Step> undo, PlaybookReading reading)
    {
        foreach (var one in undo)
        {
            var effect = step is null ? one.Effect : EffectOf(step, kind, one);
            if (reading.Cap is { } cap && effect > cap)
            {
                reading.Problems.Add(Problems.AboveCap(one.Header.Span, EffectName.Of(effect), EffectName.Of(cap), isUndo: true));
            }
        }
    }

    /// <summary>What would be decided only when it is run cannot be kept; one that is kept has no result to speak of.</summary>
    public static void Check(Step step, MappingReader options)
    {
        if (!step.CanBeKept)
        {
            options.Bag.Add(Problems.CannotBeKept(step.Header.Span, step.Header.Keyword));
        }

        foreach (var key in StepKeys.NotOfUndo)
        {
            if (key != "as" && options.Entry(key) is { } entry)
            {
                options.Bag.Add(Problems.MisplacedKey(entry.Key.Span, key, "a step under `undo` is kept as one rendered text", $"take `{key}` out"));
            }
        }
    }
}
