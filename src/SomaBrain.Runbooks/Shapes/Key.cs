using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Shapes;

/// <summary>A key of the language.</summary>
/// <param name="Help">One or two sentences of Markdown, as an editor shows them.</param>
public sealed record Key(string Name, Shape Shape, string Help)
{
    public bool Required { get; init; }

    /// <summary>What holds when the key is absent, as it would be written.</summary>
    public string? Default { get; init; }

    /// <summary>A value as it would be written, in flow style.</summary>
    public string? Example { get; init; }

    /// <summary>A key that has to stand beside it.</summary>
    public string? With { get; init; }

    /// <summary>Keys that must not stand beside it: `key`, whatever it says, or `key: word`.</summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>Why an option of a kind is refused within `done_when`; null: it may stand there.</summary>
    public Useless? WithinDoneWhen { get; init; }
}
