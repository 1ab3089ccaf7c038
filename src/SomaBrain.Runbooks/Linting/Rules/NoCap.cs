using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>Without a cap, nobody sees from the first lines what a playbook may do.</summary>
internal sealed class NoCap : ILintRule
{
    private const string FirstKey = "runbook";

    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        if (subject.Playbook.Effect is null)
        {
            var source = subject.Playbook.Source;
            var at = source.Text.StartsWith(FirstKey, StringComparison.Ordinal) ? 0 : source.Text.IndexOf($"\n{FirstKey}", StringComparison.Ordinal) + 1;
            yield return Problems.NoCap(source.Span(at, Math.Min(source.Text.Length, at + FirstKey.Length)));
        }
    }
}
