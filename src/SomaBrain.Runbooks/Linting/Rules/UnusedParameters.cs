using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A parameter that no expression speaks of.</summary>
internal sealed class UnusedParameters : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from parameter in subject.Playbook.Parameters
        where !subject.Used.Has("params", parameter.Name)
        select Problems.UnusedParameter(parameter.Span, parameter.Name);
}
