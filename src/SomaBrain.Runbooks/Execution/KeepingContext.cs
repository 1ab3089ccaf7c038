using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A context that notes what each text came to, so that the step can be prepared again when the names are gone.</summary>
internal sealed class KeepingContext(StepContext inner) : InnerContext(inner)
{
    private readonly List<FilledText> _filled = [];

    /// <summary>Each text with holes, in the order in which they were filled.</summary>
    public ImmutableArray<FilledText> Filled => [.. _filled];

    public override async ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct)
    {
        var rendered = await Inner.RenderAsync(template, ct);
        if (template.HasHoles && rendered.Value is { } value)
        {
            _filled.Add(new(template.Text.Content, value));
        }

        return rendered;
    }

    public override async ValueTask<(Template Template, Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct)
    {
        var (@fixed, problem) = await Inner.FixAsync(template, ct);
        foreach (var hole in problem is null ? @fixed.Parts.OfType<TemplatePart.Hole>().Where(hole => hole.Filter is not null) : [])
        {
            if (hole.Value.Evaluate(Inner.Scope).Value is { } value)
            {
                _filled.Add(new(FilteredHole.TextOf(hole), value));
            }
        }

        return (@fixed, problem);
    }
}
