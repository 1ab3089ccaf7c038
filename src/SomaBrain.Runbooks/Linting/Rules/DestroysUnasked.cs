using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>Something is taken away for good, and on some way to it nobody was asked.</summary>
internal sealed class DestroysUnasked : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) => subject.Playbook.Steps.Concat(subject.Playbook.Finally).SelectMany(step => Of(step, subject, null));

    /// <param name="brought">Where the step that brings this one along from another file stands.</param>
    private static IEnumerable<Diagnostic> Of(Step step, LintSubject subject, SourceSpan? brought)
    {
        if (!step.Blocks.IsEmpty)
        {
            foreach (var inner in step.Blocks.SelectMany(block => block.Steps))
            {
                var foreign = brought ?? (inner.Header.Span.File == subject.Playbook.Source.Name ? null : step.Header.Span);
                foreach (var found in Of(inner, subject, foreign))
                {
                    yield return found;
                }
            }
        }
        else if (step.Effect == Effect.Destroy && subject.Flow.Before(step) is { IsReached: true, IsConfirmed: false })
        {
            yield return brought is null
                ? Problems.DestroysUnasked(step.Header.Span, null)
                : Problems.DestroysUnasked(brought, $"step `{step.Header.Name}` of {step.Header.Span.File} destroys, and on some way to it nobody was asked");
        }
    }
}
