using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>A name that stands for a value at one place only: `item`, `index`, `error`, `value`.</summary>
/// <param name="of">Read before it, and what it is the value of; null: <see cref="Type"/> says what is known of it.</param>
/// <param name="isElement">It is one of the elements of that value.</param>
public sealed class Local(string name, Expression? of = null, bool isElement = false)
{
    public static readonly Local Index = new("index") { Type = Typed.Integer };

    public static readonly Local Error = new("error")
    {
        Type = Typed.RowOf([new("code", Typed.Text), new("message", Typed.Text), new("sqlstate", Typed.Text with { MayBeNull = true }), new("step", Typed.Text)]),
    };

    public string Name => name;

    public Expression? Of => of;

    public bool IsElement => isElement;

    public Value.Unknown Type { get; init; } = Typed.Any;

    /// <summary>A number, a size or a duration: what it is measured with is known by the run.</summary>
    public bool IsMeasure { get; init; }

    /// <summary>What such a measure usually is: of its type, a decimal of numbers, and null where nobody knows yet.</summary>
    public bool IsUsual { get; init; }
}
