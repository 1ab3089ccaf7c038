using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>Whoever starts the run has to give it, and is not told what it is.</summary>
internal sealed class ParametersWithoutHelp : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from parameter in subject.Playbook.Parameters
        where parameter.IsRequired && string.IsNullOrWhiteSpace(parameter.Help)
        select Problems.ParameterWithoutHelp(parameter.Span, parameter.Name);
}
