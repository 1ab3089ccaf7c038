using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A list of steps: what is common here, the rest by their kinds.</summary>
public sealed class StepsReader(PlaybookReading reading)
{
    /// <summary>Whether what is read stands under an `undo`.</summary>
    internal bool IsUndo { get; init; }

    private const string OnceBefore = "`when` is asked once, before the loop; to ask it in each turn, write `block` beside the loop, and the `when` at a step inside";

    private const string BehindTurns = "`until` is asked behind each turn, about what the step came to, as in `steps.batch.affected == 0`; `times` and `max` limit the turns";

    /// <param name="prefix">The path before the number: empty, or `3.else.`.</param>
    /// <param name="locals">Names of the loops around.</param>
    /// <param name="loops">The loops around, from the outermost.</param>
    public ImmutableArray<Step> Read(YamlNode node, string prefix, ImmutableArray<Local> locals, ImmutableArray<LoopAround> loops)
    {
        if (node is not YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            reading.Problems.Add(LookAlikeSigns.Named(Problems.NoSteps(node.Span, node is YamlNode.Sequence ? "an empty list" : node.Kind)));
            return [];
        }

        return [.. list.Items.Select((item, i) => Step(item, $"{prefix}{i + 1}", locals, loops)).OfType<Step>()];
    }

    private Step? Step(YamlNode node, string path, ImmutableArray<Local> locals, ImmutableArray<LoopAround> loops)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            reading.Problems.Add(LookAlikeSigns.Named(Problems.NoStepKind(node.Span, reading.Catalog.Keywords, null, null)));
            return null;
        }

        var order = reading.Names.Begin();
        if (Kind(mapping) is not { } entry)
        {
            return null;
        }

        var kind = reading.Catalog[entry.Name];
        var options = new MappingReader(mapping, reading.Problems, $"{Problems.Article(entry.Name)} step") { Useless = kind.Shape.Without };
        options.Allow(StepKeys.Names);
        options.Allow(entry.Name);
        var outside = new StepTexts(reading, order - 1, locals, loops) { Owner = path };
        var loop = LoopReader.Read(options, outside, reading.Problems);
        ImmutableArray<Local> ofTurns = [.. NamesOf(loop, options)];
        var inside = IsLoop(options) ? new StepTexts(reading, order - 1, [.. locals, .. ofTurns], Around(loops, path, options)) { Owner = path } : outside;
        var asked = IsLoop(options) ? new StepTexts(reading, order - 1, locals, loops) { Owner = path, OfTurns = ofTurns, Beside = OnceBefore } : outside;
        var header = HeaderReader.Read(options, entry, path, asked, inside, loop, reading);
        if (ProbeReader.Read(options, header, loop is Loop.Repeat ? outside : inside, this, reading) is { } probe)
        {
            header = header with { DoneWhen = probe };
        }

        if (header.Id is { } id)
        {
            reading.Names.Add(id, order, options.Entry("id")!.Value.Span, WithCommon(kind.Members, options), loops);
        }

        var before = reading.Problems.Count;
        var step = kind.Read(new KindReading(reading, options, entry, path, inside, this), header);
        var isWrong = reading.Problems.Count > before; // then what it would do is only guessed
        reading.MayBePromoted |= header.Changes.HasFlag(ServerChange.Recovery);
        if (loop is Loop.Repeat { Until: { } until })
        {
            reading.Names.Use(new(until, reading.Names.Begun, locals, inside.Loops, IsCondition: true) { Owner = path, OfTurns = ofTurns, Beside = BehindTurns });
        }

        if (step is not null)
        {
            reading.Names.Began(step, order);
        }

        if (options.Optional("undo") is { } undo)
        {
            var steps = UndoReader.Read(undo, path, inside, reading);
            UndoReader.CheckCap(step, kind, steps, reading);
            step = step is null ? null : step with { Header = step.Header with { Undo = steps } };
        }

        options.Finish();
        if (step is not null)
        {
            MisplacedKeys.Check(step, options);
            CalleeReader.CheckCap(step, reading);
            if (header.Id is { } known)
            {
                reading.Names.SetMembers(known, WithCommon(kind.MembersOf(step), options), member => kind.TypeOf(step, member));
            }

            if (IsUndo)
            {
                UndoReader.Check(step, options);
            }
        }
        else if (kind.Members.Count == 0 && header.Id is { } unread)
        {
            reading.Names.SetMembers(unread, null);
        }

        if (step is not null && !IsUndo && !isWrong && reading.Cap is { } cap && step.Effect > cap)
        {
            reading.Problems.Add(Problems.AboveCap(EffectReason.At(header, step.WhyEffect?.Span), EffectName.Of(step.Effect), EffectName.Of(cap), isUndo: false, step.WhyEffect?.Text, step.WhyEffect?.Hint));
        }

        return step;
    }

    /// <summary>With those that a step has whatever its kind; only a loop has turns.</summary>
    private static ImmutableArray<string> WithCommon(IReadOnlyList<string> members, MappingReader step) => IsLoop(step) ? [.. members, "status", "each"] : [.. members, "status"];

    private static bool IsLoop(MappingReader step) => step.Has("repeat") || step.Has("for_each");

    private static ImmutableArray<LoopAround> Around(ImmutableArray<LoopAround> loops, string path, MappingReader step) =>
        IsLoop(step) ? loops.Add(new(path, step.Text("id")?.Content)) : loops;

    private static Local[] NamesOf(Loop? loop, MappingReader step) => loop switch
    {
        Loop.ForEach each => [new(each.As, each.Items, isElement: true), Local.Index],
        Loop.Repeat => [Local.Index],
        _ when step.Has("for_each") => [new(step.Text("as")?.Content ?? "item"), Local.Index], // its own problem is told; no further ones follow from it
        _ => [],
    };

    private YamlEntry? Kind(YamlNode.Mapping step)
    {
        YamlEntry? only = null;
        foreach (var entry in step.Entries)
        {
            if (!reading.Catalog.TryGet(entry.Name, out _))
            {
                continue;
            }

            if (only is not null)
            {
                var all = step.Entries.Where(other => reading.Catalog.TryGet(other.Name, out _)).Select(other => other.Name);
                reading.Problems.Add(Problems.SeveralStepKinds(entry.Key.Span, all));
                return null;
            }

            only = entry;
        }

        if (only is null)
        {
            var unknown = step.Entries.FirstOrDefault(entry =>
                !StepKeys.Names.Contains(entry.Name, StringComparer.Ordinal) && Suggestion.For(entry.Name, reading.Catalog.Keywords) is not null)
                ?? (step.Entries is [var single] ? single : null);
            reading.Problems.Add(LookAlikeSigns.Named(Problems.NoStepKind(
                unknown?.Key.Span ?? step.Span,
                reading.Catalog.Keywords,
                unknown?.Name,
                unknown is null ? null : Suggestion.For(unknown.Name, reading.Catalog.Keywords))));
        }

        return only;
    }
}
