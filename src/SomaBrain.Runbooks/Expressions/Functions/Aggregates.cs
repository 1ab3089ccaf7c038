using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>Functions over lists. An element may be secret or unknown, and then so is what comes of it.</summary>
internal static class Aggregates
{
    /// <summary>Elements of a list, members of a row, characters of text (not code units), bytes.</summary>
    public static Evaluated Size(FunctionCall call) => call[0] switch
    {
        Value.List x => new Value.Integer(x.Items.Length),
        Value.Row x => new Value.Integer(x.Fields.Length),
        Value.Text x => new Value.Integer(x.Content.EnumerateRunes().Count()),
        Value.Bytes x => new Value.Integer(x.Content.Length),
        _ => call.WrongType(0, "a list, row, text or bytes"),
    };

    public static Evaluated Map(FunctionCall call)
    {
        var elements = Elements.Of(call, out var problem);
        return problem is null ? new Value.List(elements) : problem;
    }

    /// <summary>Of numbers, sizes or durations; of an empty list 0.</summary>
    public static Evaluated Sum(FunctionCall call)
    {
        var elements = Elements.Of(call, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        if (Elements.Wrong(call, elements, value => value is Value.Integer or Value.Number or Value.Size or Value.Duration, "a number, size or duration") is { } wrong)
        {
            return wrong;
        }

        var bare = elements.Select(new Taint().Bare).Where(value => value is not Value.Unknown).ToList();
        if (bare.Find(value => value is Value.Duration != bare[0] is Value.Duration) is { } other)
        {
            return Problems.ElementsDiffer(call.At.Span, "sum", ValueText.Kind(bare[0]), ValueText.Kind(other));
        }

        var at = call.PlaceOf(0);
        var total = (Evaluated)(elements.IsEmpty ? new Value.Integer(0) : elements[0] is Value.Cell first ? first.Scalar : elements[0]);
        foreach (var element in elements.Skip(1))
        {
            total = total.Ok ? Operators.Apply(BinaryOperator.Add, total.Value, element, new(at, at, call.At)) : total;
        }

        return total;
    }

    public static Evaluated Any(FunctionCall call) => Decide(call, true);

    public static Evaluated All(FunctionCall call) => Decide(call, false);

    public static Evaluated Min(FunctionCall call) => Extreme(call, -1);

    public static Evaluated Max(FunctionCall call) => Extreme(call, 1);

    private static Evaluated Decide(FunctionCall call, bool deciding)
    {
        var elements = Elements.Of(call, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        if (Elements.Wrong(call, elements, value => value is Value.Boolean, "a boolean") is { } wrong)
        {
            return wrong;
        }

        var taint = new Taint();
        var found = elements.Select(taint.Bare).ToList().Exists(value => value is Value.Boolean x && x.Is == deciding);
        return taint.Around(found ? new Value.Boolean(deciding) : (Value?)taint.Unknown ?? new Value.Boolean(!deciding));
    }

    /// <summary>Of nothing it is missing, so that `max(list) ?? 0` says what is meant.</summary>
    private static Evaluated Extreme(FunctionCall call, int sign)
    {
        var elements = call[0] is Value.List || call.Arguments.Length == 1 ? Elements.Of(call, out var problem) : Elements.Several(call, out problem);
        if (problem is not null)
        {
            return problem;
        }

        if (elements.IsEmpty)
        {
            return new Value.Missing($"the {call.Node.Function.Name} of an empty list");
        }

        var taint = new Taint();
        var best = elements[0];
        foreach (var element in elements)
        {
            var (one, other) = (taint.Bare(element), taint.Bare(best));
            if (taint.Unknown is not null)
            {
                continue;
            }

            if (Ordering.Compare(one, other) is not { } order)
            {
                return Problems.ElementsDiffer(call.At.Span, call.Node.Function.Name, ValueText.Kind(other), ValueText.Kind(one));
            }

            best = Math.Sign(order) == sign ? element : best;
        }

        return taint.Around(taint.Unknown ?? best);
    }
}
