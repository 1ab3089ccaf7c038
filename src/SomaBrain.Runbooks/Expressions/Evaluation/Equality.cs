using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>`==`: within a type, lists and rows by their content, null with everything.</summary>
internal static class Equality
{
    public static Evaluated Apply(Value left, Value right, Taint taint, Operands at, string sign)
    {
        var (a, b) = (taint.Deep(left), taint.Deep(right));
        if (taint.Missing is { } missing)
        {
            return Problems.ValueMissing(at.Whole.Span, at.Whole.Words, missing.Why);
        }

        if (taint.Unknown is { } unknown)
        {
            return unknown;
        }

        return Same(a, b) is { } same
            ? new Value.Boolean(same)
            : Problems.DifferentTypes(at.Whole.Span, at.Left.Words, ValueText.Kind(left), at.Right.Words, ValueText.Kind(right), sign);
    }

    /// <summary>Null when the types have nothing in common, at any depth.</summary>
    private static bool? Same(Value left, Value right)
    {
        var (a, b) = (Scalar(left), Scalar(right));
        return (a, b) switch
        {
            (Value.Null, _) or (_, Value.Null) => a is Value.Null && b is Value.Null,
            (Value.Boolean x, Value.Boolean y) => x.Is == y.Is,
            (Value.Bytes x, Value.Bytes y) => x == y,
            (Value.List x, Value.List y) => x.Items.Length == y.Items.Length ? All(x.Items.Zip(y.Items, Same)) : false,
            (Value.Row x, Value.Row y) => SameFields(x, y),
            _ => Ordering.Compare(a, b) is { } order ? order == 0 : null,
        };
    }

    /// <summary>By name, in whatever order.</summary>
    private static bool? SameFields(Value.Row left, Value.Row right)
    {
        if (left.Fields.Length != right.Fields.Length)
        {
            return false;
        }

        bool? all = true;
        for (var i = 0; i < left.Fields.Length; i++)
        {
            var (name, value) = left.Fields[i];
            if ((right.Fields[i].Name == name ? right.Fields[i].Value : right[name]) is not { } other) // by place first: two columns may have one name
            {
                return false;
            }

            var same = Same(value, other);
            all = all is null || same is null ? null : all.Value && same.Value;
        }

        return all;
    }

    private static bool? All(IEnumerable<bool?> each) => each.Aggregate((bool?)true, (all, one) => all is null || one is null ? null : all.Value && one.Value);

    private static Value Scalar(Value value) => value is Value.Cell cell ? cell.Scalar : value;
}
