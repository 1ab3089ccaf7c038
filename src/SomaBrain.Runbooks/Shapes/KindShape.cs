using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Shapes;

/// <summary>How a step of a kind is written: the value of the kind's own key, and the keys that stand beside it.</summary>
/// <param name="Help">What the kind is for, as Markdown.</param>
/// <param name="Example">A value of the kind's key, in flow style.</param>
public sealed record KindShape(string Help, Shape Value, string Example, ImmutableArray<Key> Options)
{
    /// <summary>The language of the kind's value, as Markdown names it (`sql`); null: prose, or nothing that could be shown as code.</summary>
    public string? Language { get; init; }

    /// <summary>Keys of every step that would do nothing for this kind, and are an error.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>Keys of every step that this kind needs.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Whether a step of the kind may stand under `undo`.</summary>
    public bool CanUndo { get; init; }

    /// <summary>Its options that may not stand there.</summary>
    public ImmutableArray<string> NotOfUndo { get; init; } = [];

    /// <summary>Sets of options of which one has to be there; empty: none is asked for.</summary>
    public ImmutableArray<ImmutableArray<string>> OneOf { get; init; } = [];

    /// <summary>Whether its options are the rules of a parameter, among others: which of them may be there its `type` decides.</summary>
    public bool HasRules { get; init; }

    /// <summary>What `effect` may say; empty: any.</summary>
    public ImmutableArray<string> Effects { get; init; } = [];
}
