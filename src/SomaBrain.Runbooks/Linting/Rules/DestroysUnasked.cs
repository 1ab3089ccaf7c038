using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>Something is taken away for good, and on some way to it nobody was asked.</summary>
internal sealed class DestroysUnasked : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        List<Diagnostic> found = [];
        Check(subject.Playbook.Steps, subject, null, found);
        Check(subject.Playbook.Finally, subject, null, found);
        return found;
    }

    /// <param name="brought">Where the step that brings these along from another file stands.</param>
    private static void Check(ImmutableArray<Step> steps, LintSubject subject, SourceSpan? brought, List<Diagnostic> found)
    {
        foreach (var step in steps)
        {
            foreach (var block in step.Blocks)
            {
                var isOwn = block.Steps.IsEmpty || block.Steps[0].Header.Span.File == subject.Playbook.Source.Name;
                Check(block.Steps, subject, brought ?? (isOwn ? null : step.Header.Span), found);
            }

            if (step.Effect == Effect.Destroy && step.Blocks.IsEmpty && !subject.Flow.IsConfirmed(step))
            {
                found.Add(brought is null
                    ? Problems.DestroysUnasked(EffectReason.At(step.Header, step.WhyEffect?.Span), null)
                    : Problems.DestroysUnasked(brought, $"step `{step.Header.Name}` of {step.Header.Span.File} destroys, and on some way to it nobody was asked"));
            }
        }
    }
}
