using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Shapes;

/// <summary>
/// What may stand under a key, as an editor and the documents are told it. The readers decide; a test keeps the two in
/// agreement. Closed.
/// </summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>Text without holes.</summary>
    /// <param name="Pattern">A regular expression of JSON Schema, for the whole text; null for any text.</param>
    public sealed record Text(string? Pattern = null) : Shape;

    /// <summary>Text that may have holes.</summary>
    public sealed record Template : Shape;

    /// <summary>One expression, without braces. What must come to a boolean is a condition.</summary>
    public sealed record Expression(bool IsCondition = false) : Shape;

    public sealed record Boolean : Shape;

    public sealed record Integer(long Min = long.MinValue, long Max = long.MaxValue) : Shape;

    /// <summary>`500ms`, `30s`, `5m`, `2h`, `7d`.</summary>
    public sealed record Duration : Shape;

    /// <summary>One of these, and nothing else.</summary>
    public sealed record Words(ImmutableArray<string> All) : Shape;

    /// <param name="Least">The least number of items.</param>
    public sealed record List(Shape Item, int Least = 0) : Shape;

    /// <summary>Names that the author chooses, each with a value.</summary>
    public sealed record Map(Shape Item) : Shape;

    public sealed record Object(ImmutableArray<Key> Keys) : Shape;

    /// <summary>A list of steps.</summary>
    public sealed record Steps : Shape;

    /// <summary>A parameter's type with its rules, as under `params`.</summary>
    public sealed record Parameter : Shape;

    public sealed record AnyOf(ImmutableArray<Shape> Shapes) : Shape;
}
