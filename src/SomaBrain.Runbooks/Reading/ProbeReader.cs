using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`done_when`: one step, without all that a step of a list may say of itself, which only reads.</summary>
internal static class ProbeReader
{
    /// <param name="texts">What it may speak of: what the step itself may, before it began.</param>
    public static Step? Read(MappingReader step, StepHeader owner, StepTexts texts, StepsReader steps, PlaybookReading reading)
    {
        if (step.Mapping("done_when", "`done_when`", example: "{ sql: SELECT EXISTS (…) }") is not { } probe)
        {
            return null;
        }

        var able = reading.Catalog.Kinds.Where(kind => kind is IProbeKind).Select(kind => kind.Keyword).ToList();
        if (probe.Node.Entries.Where(entry => able.Contains(entry.Name)).ToList() is not [var entry])
        {
            reading.Problems.Add(Problems.NoProbe(probe.Node.Span, able));
            return null;
        }

        probe.Allow([.. StepKeys.OfProbes, entry.Name]);
        var path = $"{owner.Path}.done_when";
        var header = new StepHeader(
            path,
            entry.Name,
            null,
            null,
            null,
            TargetReader.Name(probe, "on", reading) ?? owner.On,
            DatabaseName.Read(probe, texts) ?? owner.Database,
            null,
            Effect.Read,
            probe.Timeout("timeout") ?? owner.Timeout,
            null,
            OnFailure.Stop,
            null,
            entry.Key.Span)
        {
            IsOpen = owner.IsOpen,
        };
        var before = reading.Names.Uses.Count;
        var read = reading.Catalog[entry.Name].Read(new KindReading(reading, probe, entry, path, texts, steps), header);
        RefuseUseless(reading.Catalog[entry.Name].Shape, probe);
        probe.Finish();
        if (read is not null)
        {
            MisplacedKeys.Check(read, probe);
            if (reading.Catalog[entry.Name] is IProbeKind kind && !kind.CanAnswer(read))
            {
                reading.Problems.Add(Problems.NoAnswer(entry.Value.Span, kind.Answer));
            }

            if (IsFixed(reading.Names.Uses, before))
            {
                reading.Problems.Add(Problems.MisplacedKey(
                    step.Entry("done_when")!.Key.Span,
                    "done_when",
                    "nothing that it speaks of changes while the step runs, so what was false before is false behind it",
                    "ask for the effect itself, as `{ sql: SELECT EXISTS (…) }`; what is known before the step belongs into `when`"));
            }
        }

        return read;
    }

    /// <summary>Options of the kind that would do nothing here: no hint names them either.</summary>
    private static void RefuseUseless(KindShape shape, MappingReader probe)
    {
        probe.Useless = [.. shape.Options.Where(option => !StepKeys.MayAsk(option)).Select(option => option.Name)];
        foreach (var option in shape.Options)
        {
            if (option.WithinDoneWhen is { } useless && probe.Entry(option.Name) is { } misplaced)
            {
                probe.Bag.Add(Problems.MisplacedKey(misplaced.Key.Span, option.Name, useless.Why, useless.Hint));
            }
        }
    }

    /// <summary>
    /// Whether the conditions just read come to the same before and behind the step: of all names only `targets` are looked at anew,
    /// a var keeps what it came to at its first use. One that is always true only has the step skipped.
    /// </summary>
    private static bool IsFixed(IReadOnlyList<NameUse> uses, int from)
    {
        var (conditions, mayBeFalse) = (0, false);
        for (var i = from; i < uses.Count; i++)
        {
            if (!uses[i].IsCondition)
            {
                continue;
            }

            if (uses[i].Expression.References.IsEmpty && ExpressionCheck.Constant(uses[i].Expression) is null)
            {
                return false; // no condition: told elsewhere
            }

            conditions++;
            foreach (var reference in uses[i].Expression.References)
            {
                if (reference.Path[0] == "targets")
                {
                    return false;
                }
            }

            mayBeFalse |= ExpressionCheck.Constant(uses[i].Expression) != true;
        }

        return conditions > 0 && mayBeFalse;
    }
}
