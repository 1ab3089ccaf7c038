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

    /// <summary>The pattern of text that is not blank, whatever YAML takes it for.</summary>
    public const string NotBlank = @"\S";

    /// <summary>Text without holes.</summary>
    /// <param name="Pattern">A regular expression of JSON Schema, for the whole text; null for any text.</param>
    /// <param name="Expected">What matches it, for the message of an editor: "a size such as `64MiB`".</param>
    public sealed record Text(string? Pattern = null, string? Expected = null) : Shape
    {
        /// <summary>Of text that may consist of digits, which are a number to YAML: the greatest; null where it does not.</summary>
        public int? Greatest { get; init; }
    }

    /// <summary>Text that may have holes.</summary>
    /// <param name="Pattern">What text without a hole has to match; null for any text.</param>
    /// <param name="Expected">What matches it, for the message of an editor.</param>
    public sealed record Template(string? Pattern = null, string? Expected = null) : Shape;

    /// <summary>One expression, without braces. What must come to a boolean is a condition.</summary>
    public sealed record Expression(bool IsCondition = false) : Shape;

    /// <summary>What comes to a list: an expression, or the list itself, its elements with holes.</summary>
    public static readonly Shape ListOfValues = new AnyOf([new Expression(), new List(new Template())]);

    public sealed record Boolean : Shape;

    public sealed record Integer(long Min = long.MinValue, long Max = long.MaxValue) : Shape;

    public sealed record Number(decimal Min = decimal.MinValue, decimal Max = decimal.MaxValue) : Shape;

    /// <summary>`500ms`, `30s`, `5m`, `2h`, `7d`; units from great to small, none twice.</summary>
    /// <param name="IsLimit">A limit of time, which is never none.</param>
    public sealed record Duration(bool IsLimit = false) : Shape
    {
        public const string Pattern = "(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?([0-9]+us)?";
        public const string Expected = "a duration such as `30s`";

        /// <summary>Some digit is none of 0.</summary>
        public const string AboveNothing = "(?=.*[1-9])";
    }

    /// <summary>One of these, and nothing else.</summary>
    public sealed record Words(ImmutableArray<string> All) : Shape;

    /// <param name="Least">The least number of items.</param>
    public sealed record List(Shape Item, int Least = 0) : Shape;

    /// <summary>Names that the author chooses, each with a value.</summary>
    /// <param name="Names">A regular expression of JSON Schema, for a whole name; null for any.</param>
    public sealed record Map(Shape Item, string? Names = null) : Shape;

    public sealed record Object(ImmutableArray<Key> Keys) : Shape
    {
        /// <summary>Sets of keys of which one has to be there; empty: none is asked for.</summary>
        public ImmutableArray<ImmutableArray<string>> OneOf { get; init; } = [];
    }

    /// <summary>A list of steps.</summary>
    /// <param name="IsUndo">Only such as can be kept, to be run another day.</param>
    public sealed record Steps(bool IsUndo = false) : Shape;

    /// <summary>One step.</summary>
    /// <param name="IsUndo">One that can be kept, to be run another day.</param>
    public sealed record Step(bool IsUndo = false) : Shape;

    /// <summary>One step that only asks, without what a step of a list may say of itself: `done_when`.</summary>
    public sealed record Probe : Shape;

    /// <summary>A parameter's type with its rules, as under `params`.</summary>
    public sealed record Parameter : Shape;

    public sealed record AnyOf(ImmutableArray<Shape> Shapes) : Shape;
}
