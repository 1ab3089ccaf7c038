using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Diagnostics.Silencing;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Reads a playbook that another one calls, as a part of it.</summary>
internal static class CalleeReader
{
    /// <param name="at">The path of the step that calls.</param>
    /// <param name="targets">Names of the callee's targets, and which of the caller's they are.</param>
    public static Playbook? Read(PlaybookReading caller, MappedText path, string at, MappingReader? targets)
    {
        if (caller.Calls.Open(path, path.Whole.Source, caller.Problems) is not var (source, chain))
        {
            targets?.Allow(targets.Keys);
            return null;
        }

        var bound = chain.Known?.TargetsOf(source) is { } declared ? Bind(caller, path, source.Name, declared, targets) : null;
        if (bound is not null && chain.Known!.Find(source, bound) is { } known && chain.HasRoom(known))
        {
            return known.Read.Playbook with { BoundTargets = bound };
        }

        var silencing = SilencingComments.In(source);
        var reading = new PlaybookReading(caller.Catalog, caller.Problems)
        {
            Calls = chain,
            Within = chain.Known is null ? $"{at}." : "",
            Bind = targetsOf => bound ?? Bind(caller, path, source.Name, targetsOf, targets),
        };
        var playbook = PlaybookReader.Read(source, silencing, reading);
        if (playbook is not null && caller.Problems.Count == 0)
        {
            chain.Keep(new(playbook, reading.Names, silencing));
        }

        return playbook;
    }

    /// <summary>What a called playbook does counts as done by its caller.</summary>
    public static void CheckCap(Step step, PlaybookReading reading)
    {
        if (step.Blocks.IsEmpty || reading.Cap is not { } cap)
        {
            return;
        }

        foreach (var callee in step.Blocks.Select(block => block.Callee).OfType<Playbook>().Distinct())
        {
            if (callee.AllSteps.FirstOrDefault(inner => inner.Effect > cap) is { } above)
            {
                reading.Problems.Add(Problems.CalledAboveCap(
                    step.Header.Span, callee.Source.Name, above.Header.Id ?? above.Header.Path, EffectName.Of(above.Effect), EffectName.Of(cap)));
            }
        }
    }

    private static Dictionary<string, string> Bind(
        PlaybookReading caller, MappedText path, string callee, IReadOnlyList<TargetDeclaration> declared, MappingReader? targets)
    {
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] known = [.. caller.Targets.Select(target => target.Name)];
        foreach (var target in declared)
        {
            if (targets?.Has(target.Name) == true)
            {
                bound[target.Name] = TargetReader.Name(targets, target.Name, caller) ?? known[0];
            }
            else if (known.Contains(target.Name, StringComparer.Ordinal))
            {
                bound[target.Name] = caller.Bound(target.Name);
            }
            else
            {
                bound[target.Name] = caller.Bound(known[0]);
                if (target.Span is not null)
                {
                    caller.Problems.Add(Problems.CalledTargetUnbound(path.Whole, callee, target.Name, known, target.Connect?.Text.Content));
                }
            }
        }

        foreach (var name in (targets?.Keys ?? []).Where(name => !bound.ContainsKey(name)))
        {
            caller.Problems.Add(Problems.UnknownTarget(targets!.Entry(name)!.Key.Span, name, [.. declared.Select(target => target.Name)]));
        }

        return bound;
    }
}
