using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>One call of the drilled program, as an operator at its machine would have seen it.</summary>
/// <param name="Step">The id of the drill's step; null where it has none.</param>
/// <param name="Words">After the program's name.</param>
/// <param name="Text">All that it printed.</param>
internal sealed record DrillCall(string? Step, ImmutableArray<string> Words, int Exit, string Text);
