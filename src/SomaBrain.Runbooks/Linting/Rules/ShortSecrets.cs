using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A secret that is not allowed to be long enough. One that is too short all the same is told of when a run binds it.</summary>
internal sealed class ShortSecrets : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from parameter in subject.Playbook.Parameters
        where parameter is { Type: ParameterType.Secret, Max: Value.Integer { Whole: < Masker.Strong } }
        select Problems.WeakSecret(parameter.Span, parameter.Name, Masker.Strong);
}
