using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>
/// A step of an `undo` as it was fixed when its step succeeded: each text comes to what it came to then. Only a secret, of
/// which the journal has nothing but the name, is computed again.
/// </summary>
internal sealed class KeptContext(StepContext inner, KeptStep kept) : InnerContext(inner)
{
    private readonly KeptNames _names = new(inner.Scope);
    private readonly List<FilledText> _filled = [.. kept.Filled];
    private int _bound;

    public override IScope Scope => _names;

    public override async ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct)
    {
        if (!template.HasHoles)
        {
            return await Inner.RenderAsync(template, ct);
        }

        return Take(template.Text.Content) switch
        {
            { } value when !KeptSecrets.AreIn(value) => value,
            { } secret => Same(secret, await Inner.RenderAsync(template, ct)),
            _ => Problems.UndoValueGone(null, Key, template.Text.Content),
        };
    }

    public override async ValueTask<(Template Template, Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct)
    {
        var holes = ImmutableArray.CreateBuilder<Expression>();
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            var value = hole.Filter is null ? Bound() : Take(FilteredHole.TextOf(hole));
            if (value is not null && KeptSecrets.AreIn(value))
            {
                var again = Same(value, await Inner.EvaluateAsync(hole.Value, ct));
                if (again.Problem is { } gone)
                {
                    return (template, gone);
                }

                value = again.Value;
            }

            if (value is null)
            {
                return (template, Problems.UndoValueGone(null, Key, hole.Value.Text.Trim()));
            }

            holes.Add(Expression.Parse(MappedText.At(_names.Add(value), hole.Value.Span), new())!);
        }

        return (template.WithHoles(holes.ToImmutable()), null);
    }

    private Value? Bound() => kept.Rendered?.Values is { } values && _bound < values.Length ? values[_bound++] : null;

    private Value? Take(string text)
    {
        var at = _filled.FindIndex(one => one.Text == text);
        if (at < 0)
        {
            return null;
        }

        var value = _filled[at].Value;
        _filled.RemoveAt(at);
        return value;
    }

    /// <summary>What was computed again, if it is of the same secrets, and they are there. Of others it would be another value.</summary>
    private Evaluated Same(Value kept, Evaluated again)
    {
        var names = string.Join(", ", KeptSecrets.Names(kept));
        return again.Value is { } value && !KeptSecrets.IsGone(value) && string.Join(", ", KeptSecrets.Names(value)) == names
            ? again
            : Problems.UndoValueGone(again.Problem, Key, names);
    }
}
