using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Testing;

/// <summary>How a case went.</summary>
/// <param name="Problems">Why it does not pass; empty: it passes.</param>
/// <param name="Ran">Paths of the steps that ran.</param>
/// <param name="Arms">Arms that were taken, as <see cref="Coverage"/> names them.</param>
public sealed record CaseResult(string Name, ImmutableArray<Diagnostic> Problems, ImmutableArray<string> Ran, ImmutableArray<string> Arms, TimeSpan Took)
{
    public bool Passes => Problems.IsEmpty;
}
