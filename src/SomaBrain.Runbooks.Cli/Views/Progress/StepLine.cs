using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>What there is to say of one step, one turn, or all turns of a loop. Texts are as they came: foreign.</summary>
/// <param name="Key">Its path: `3.else.2`.</param>
/// <param name="Id">The name other steps use.</param>
/// <param name="Label">Its title, else the first line of what it sends or asks.</param>
/// <param name="Result">The key result: `3 rows`.</param>
/// <param name="Why">What went wrong.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="More">Further lines of a note.</param>
public sealed record StepLine(
    StepMark Mark,
    string Key,
    string? Id,
    string StepKind,
    string? Label,
    string? Result,
    TimeSpan? Took,
    string? Why = null,
    string? Remedy = null,
    string? More = null)
{
    /// <summary>How many rows a writing step affected.</summary>
    public long? Affected { get; init; }

    /// <summary>What it sent and what came back, where that is wanted.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>0 for the playbook's own steps; one more for each arm around it.</summary>
    public int Depth => Key.AsSpan().Count('.') / 2;
}
