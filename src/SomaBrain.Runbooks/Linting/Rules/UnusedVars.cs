using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A var that no expression speaks of.</summary>
internal sealed class UnusedVars : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from var in subject.Playbook.Vars
        where !subject.Used.Has("vars", var.Key)
        select Problems.UnusedVar(var.Value.Span, var.Key);
}
