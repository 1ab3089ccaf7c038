using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>A step as it would be carried out: the plan shows it, the journal keeps it.</summary>
/// <param name="Text">The statements with their holes as `$n`, the argv, the script, the question.</param>
/// <param name="Values">What the holes hold, in order; a secret as its name, an unknown as what will tell it.</param>
public sealed record Description(string Text, ImmutableArray<Value> Values)
{
    /// <summary>The text is for people: a plan shows it whole, whatever the step's effect is.</summary>
    public bool IsForPeople { get; init; }

    /// <summary>The values stand in the text itself, where their holes were: there is no `$n`.</summary>
    public bool IsFilled { get; init; }

    /// <summary>What a reviewer must not miss; null: nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>What else an operator should know beforehand: where the result goes, what cannot be hidden.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>It reads, and by that runs code of the database, which may do anything outside of its transaction.</summary>
    public bool RunsForeignCode { get; init; }

    /// <summary>The locks it takes on tables it names, the strongest first; empty for what only reads.</summary>
    public ImmutableArray<LockTaken> Locks { get; init; } = [];

    public Description(string text)
        : this(text, [])
    {
    }
}
