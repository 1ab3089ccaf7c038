using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>Finds what is wrong with an expression before the run: names that do not exist, and errors that every value would meet (`1/0`, `null &gt; 3`).</summary>
public static class ExpressionCheck
{
    /// <summary>Every name counts as unknown; both arms and both sides are looked at.</summary>
    public static void Check(Expression expression, IStaticNames names, DiagnosticBag bag)
    {
        var before = bag.Count;
        foreach (var reference in expression.References)
        {
            CheckPath(reference, names, bag);
        }

        if (bag.Count == before)
        {
            new Evaluator(new UnknownScope(names), bag).Whole(expression.Root);
        }
    }

    /// <summary>Checks every hole.</summary>
    public static void Check(Template template, IStaticNames names, DiagnosticBag bag)
    {
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            Check(hole.Value, names, bag);
        }
    }

    private static void CheckPath(Reference reference, IStaticNames names, DiagnosticBag bag)
    {
        var path = reference.Path;
        if (!names.Names.Contains(path[0]))
        {
            bag.Add(Problems.UnknownName(reference.Span, path[0], [.. names.Names], Functions.FunctionList.Find(path[0])?.Signature));
            return;
        }

        for (var length = 1; length < path.Length; length++)
        {
            if (names.Members([.. path.Take(length)])?.ToList() is not { } known)
            {
                return;
            }

            if (!known.Contains(path[length]))
            {
                ImmutableArray<string> missing = [.. path.Take(length + 1)];
                bag.Add(names.WhyMissing(missing) is { } why
                    ? Problems.NotThereYet(reference.Span, string.Join('.', missing), why)
                    : Problems.UnknownMember(reference.Span, string.Join('.', path.Take(length)), path[length], known));
                return;
            }
        }
    }
}
