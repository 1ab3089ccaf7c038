using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting;

/// <summary>One thing that a reviewer wants to be told, with one code. What speaks of one kind of step only is told by the kind.</summary>
public interface ILintRule
{
    IEnumerable<Diagnostic> Check(LintSubject subject);
}
