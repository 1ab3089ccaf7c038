using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A step or an arm that no run comes to.</summary>
internal sealed class DeadEnds : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        subject.Flow.DeadEnds.Select(end => Problems.NeverReached(end.Span, end.What, end.Why));
}
