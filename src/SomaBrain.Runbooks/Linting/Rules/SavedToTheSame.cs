using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Flow;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>
/// A result that each turn of a loop saves to the same file: the second turn finds it there, and the run ends behind what the first one did.
/// A step that only some turns come to is left alone: it may be one turn. So it is with a file that a step before has saved.
/// </summary>
internal sealed class SavedToTheSame : ILintRule
{
    private const string Index = "index";

    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        var before = new SavedBefore(subject.Places);
        for (var i = 0; i < subject.Places.Length; i++)
        {
            var place = subject.Places[i];
            if (place.Step.SavesTo is not { } path)
            {
                continue;
            }

            if (SameIn(place, path, subject) is { } loop)
            {
                yield return Problems.SavedToTheSame(path.Span, loop.Header.Name);
            }
            else if (before.To(path, i) is { } first)
            {
                yield return Problems.SavedToTheSame(path.Span, null, first.Header.Name);
            }
        }
    }

    /// <summary>The innermost of the loops around in whose turns the path is the same; null when there is none.</summary>
    private static Step? SameIn(StepPlace saving, Template path, LintSubject subject)
    {
        List<string> names = [], ids = [];
        Speak(path.References, names, ids);
        foreach (var place in saving.Outwards())
        {
            var header = place.Step.Header;
            if (header.Loop is { } loop)
            {
                var each = loop as Loop.ForEach;
                var isOfElement = each is not null && TakeOut(names, each.As);
                if (!TakeOut(names, Index) && !isOfElement && HasTurns(loop) && !Varies(names, ids, header.Path, subject))
                {
                    return place.Step;
                }

                Speak(isOfElement ? each!.Items.References : [], names, ids); // to a loop further outside the element is what its list is made of
            }
            else if (header.When is not null)
            {
                return null;
            }

            if (place.Block is { Role: BlockRole.Arm or BlockRole.Otherwise or BlockRole.Rescue })
            {
                return null;
            }
        }

        return null;
    }

    private static void Speak(ImmutableArray<Reference> references, List<string> names, List<string> ids)
    {
        foreach (var reference in references)
        {
            (reference.Path is ["steps", _, ..] ? ids : names).Add(reference.Path is ["steps", var id, ..] ? id : reference.Path[0]);
        }
    }

    private static bool TakeOut(List<string> names, string name)
    {
        var isThere = false;
        while (names.Remove(name))
        {
            isThere = true;
        }

        return isThere;
    }

    /// <summary>Names of servers may tell something else each time, as an error does; a var keeps what it came to first.</summary>
    private static bool Varies(List<string> names, List<string> ids, string loop, LintSubject subject)
    {
        foreach (var id in ids)
        {
            foreach (var around in subject.Names.LoopsOf(id))
            {
                if (around.Path == loop)
                {
                    return true;
                }
            }
        }

        return names.Contains("targets") || names.Contains("error");
    }

    private static bool HasTurns(Loop loop) =>
        loop is not Loop.ForEach { Items.Root: Node.List { Items.Length: < 2 } or Node.Constant { Value: Value.List { Items.Length: < 2 } } };
}
