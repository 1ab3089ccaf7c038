using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>An expression of a playbook and what it may speak of, kept until all names are known.</summary>
/// <param name="StepsBefore">How many steps were begun before it: later ones are not there yet. Null where the order does
/// not matter (`vars` are computed at first use).</param>
/// <param name="Locals">Names of the loops around, and of the key itself (`value`).</param>
/// <param name="Loops">The loops that it stands in, from the outermost.</param>
/// <param name="IsCondition">Only a boolean will do.</param>
public sealed record NameUse(Expression Expression, int? StepsBefore, ImmutableArray<Local> Locals, ImmutableArray<LoopAround> Loops, bool IsCondition = false)
{
    /// <summary>Under an `undo`: what it comes to is written down for later.</summary>
    public bool IsKept { get; init; }

    /// <summary>The key that a list is asked for by; null where any value will do.</summary>
    public string? ListOf { get; init; }

    /// <summary>In SQL, what puts the value into the text; null where it is bound, or stands elsewhere.</summary>
    public SqlFilter? Filter { get; init; }

    /// <summary>Beside a loop: names that only its turns see, where <see cref="Beside"/> says what to do about them.</summary>
    public ImmutableArray<Local> OfTurns { get; init; }

    public string? Beside { get; init; }

    /// <summary>Says of a value, or an unknown one of a type, why nobody could use it.</summary>
    public Func<Value, Diagnostic?>? Judge { get; init; }

    /// <summary>The path of the step it stands in; null where it stands in none.</summary>
    public string? Owner { get; init; }
}
