using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>Finds what is wrong with an expression before the run: names that do not exist, and errors that every value would meet (`1/0`, `null &gt; 3`).</summary>
public static class ExpressionCheck
{
    private static readonly UnknownScope Anything = new(NoNames.Instance);

    /// <summary>Every name counts as unknown; both arms and both sides are looked at.</summary>
    public static void Check(Expression expression, IStaticNames names, DiagnosticBag bag) => Known(expression, names, bag);

    /// <summary>Also that the value is a boolean, where it can be seen.</summary>
    public static void CheckCondition(Expression expression, IStaticNames names, DiagnosticBag bag)
    {
        if (Known(expression, names, bag) is { } value && NotACondition(expression, value) is { } problem)
        {
            bag.Add(problem);
        }
    }

    /// <summary>Why a value decides nothing; null when it does, or may.</summary>
    internal static Diagnostic? NotACondition(Expression expression, Value value) =>
        Conditions.Read(value is Value.Secret secret ? secret.Inner : value, expression.Root.Place).Problem;

    /// <summary>What a condition comes to whatever the run brings; null when that depends on it.</summary>
    public static bool? Constant(Expression condition) =>
        condition.EvaluateCondition(Anything).Value is Value.Boolean { Is: var known } ? known : null;

    /// <summary>Checks every hole.</summary>
    public static void Check(Template template, IStaticNames names, DiagnosticBag bag)
    {
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            Check(hole.Value, names, bag);
        }
    }

    /// <summary>What it comes to, as far as that is known; null when a name is wrong.</summary>
    internal static Value? Known(Expression expression, IStaticNames names, DiagnosticBag bag)
    {
        var good = true;
        foreach (var path in References.Paths(expression.Root))
        {
            good &= IsKnown(path, References.Chain(path), names, bag, out _);
        }

        // Behind many problems types are not asked for: to say what a long row has instead takes its time.
        return good ? new Evaluator(new UnknownScope(bag.IsFull ? NoNames.Instance : names), bag).Whole(expression.Root).Value : null;
    }

    /// <param name="node">Members written out, down to a name.</param>
    /// <param name="chain">Its words.</param>
    /// <param name="names">What there is.</param>
    /// <param name="bag">Takes the first word that does not exist.</param>
    /// <param name="open">Whether only the run can tell what follows.</param>
    private static bool IsKnown(Node node, ReadOnlySpan<string> chain, IStaticNames names, DiagnosticBag bag, out bool open)
    {
        open = false;
        if (node is Node.Name name)
        {
            if (names.Names.Contains(name.Word))
            {
                return true;
            }

            if (bag.IsFull)
            {
                bag.LeaveOut();
            }
            else
            {
                bag.Add(Problems.UnknownName(name.At.Span, name.Word, [.. names.Names], Functions.FunctionList.Find(name.Word)?.Signature, names.InsteadOf(name.Word)));
            }

            return false;
        }

        var member = node as Node.Member;
        var target = member?.Target ?? ((Node.Index)node).Target;
        var before = chain[..^1];
        if (!IsKnown(target, before, names, bag, out open) || open)
        {
            return open;
        }

        if (member is null)
        {
            open = names.Members(chain) is null;
            return true;
        }

        var has = names.Has(before, member.Word);
        open = has is null;
        if (has != false)
        {
            return true;
        }

        if (bag.IsFull)
        {
            bag.LeaveOut();
            return false;
        }

        bag.Add(names.WhyMissing(chain, member.Place.Span)
            ?? Problems.UnknownMember(member.WordAt.Span, target.Place.Words, member.Word, [.. names.Members(before)!]));
        return false;
    }
}
