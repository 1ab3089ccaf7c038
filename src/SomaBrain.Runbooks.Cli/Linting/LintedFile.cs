using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>A file and what is to be said of it, in the order of its text.</summary>
public sealed record LintedFile(string Name, ImmutableArray<Diagnostic> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == Severity.Error);
}
