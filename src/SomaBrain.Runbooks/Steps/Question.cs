using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Something that a person types: a parameter, the answer to an `ask`, a secret.</summary>
/// <param name="Step">Whose question it is: a step's key, or `params.NAME`.</param>
/// <param name="Name">Of the step, as `--answer` calls it; null where none answers it.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Expected">What an answer looks like: "a whole number from 1 to 5".</param>
/// <param name="Judge">Says why a text is no answer; null when it is one.</param>
public sealed record Question(string Step, string? Name, string Text, string Expected, Func<string, string?> Judge)
{
    /// <summary>Answers to choose from, by number or as they are written; empty: any text that <see cref="Judge"/> takes.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What it is for.</summary>
    public string? Help { get; init; }

    /// <summary>What no answer means; null: one has to be given.</summary>
    public string? Default { get; init; }

    /// <summary>A secret: typed without echo.</summary>
    public bool IsHidden { get; init; }
}
