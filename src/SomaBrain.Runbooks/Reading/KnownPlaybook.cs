using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A playbook that had no problem, and what it took of the limits of the one that was read first.</summary>
/// <param name="Calls">Those in it, and in what it calls.</param>
/// <param name="Nodes">Its keys and values, and those of what it calls.</param>
/// <param name="Height">How many call each other in a row below it.</param>
internal sealed record KnownPlaybook(ReadPlaybook Read, int Calls, int Nodes, int Height)
{
    /// <summary>The files whose steps are in it.</summary>
    public ImmutableArray<string> Files { get; } =
    [
        Read.Playbook.Source.Name,
        .. Read.Playbook.AllSteps.SelectMany(step => step.Blocks).Select(block => block.Callee?.Source.Name).OfType<string>().Distinct(StringComparer.Ordinal),
    ];
}
