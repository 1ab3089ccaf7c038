using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>How large a computed text or list may be: a few vars that double each other would take all memory.</summary>
internal static class ValueLimit
{
    /// <summary>In UTF-16 code units, all elements together.</summary>
    public const int Most = 16 * 1024 * 1024;

    /// <summary>What an element counts at least.</summary>
    private const int Least = 16;

    public static Diagnostic Exceeded(Place at) => Problems.Overflow(at.Span, at.Words, isSize: true);

    /// <summary>The value, unless it is too large. One text of the size that is allowed may stand in a list.</summary>
    public static Evaluated Within(Value value, Place at) => Left(value, Most + (2 * Least)) < 0 ? Exceeded(at) : value;

    /// <summary>What is left of a number; below 0 it is not looked at further, as a list may hold the same list again and again.</summary>
    private static int Left(Value value, int rest)
    {
        rest -= Least;
        switch (value)
        {
            case Value.Text text:
                return rest - text.Content.Length;
            case Value.Cell cell:
                return rest - cell.Content.Length;
            case Value.Bytes bytes:
                return rest - bytes.Content.Length;
            case Value.Secret secret:
                return Left(secret.Inner, rest);
            case Value.List list:
                for (var i = 0; i < list.Items.Length && rest >= 0; i++)
                {
                    rest = Left(list.Items[i], rest);
                }

                return rest;
            case Value.Row row:
                for (var i = 0; i < row.Fields.Length && rest >= 0; i++)
                {
                    rest = Left(row.Fields[i].Value, rest);
                }

                return rest;
            default:
                return rest;
        }
    }
}
