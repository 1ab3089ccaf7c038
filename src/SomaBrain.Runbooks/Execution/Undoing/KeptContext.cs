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
/// which nothing but the name was kept, is computed again.
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
            { } value when !HasSecret(value) => value,
            { } secret when await Inner.RenderAsync(template, ct) is var again => again.Problem is { } gone ? Problems.UndoValueGone(gone, Key, NameOf(secret)) : again,
            _ => Problems.UndoValueGone(null, Key, template.Text.Content),
        };
    }

    public override async ValueTask<(Template Template, Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct)
    {
        var holes = ImmutableArray.CreateBuilder<Expression>();
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            var value = hole.Filter is null ? Bound() : Take(FilteredHole.TextOf(hole));
            if (value is not null && HasSecret(value))
            {
                var again = await Inner.EvaluateAsync(hole.Value, ct);
                if (again.Problem is { } gone)
                {
                    return (template, Problems.UndoValueGone(gone, Key, NameOf(value)));
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

    private static string NameOf(Value value) => value is Value.Secret secret ? secret.Name : "a secret";

    private static bool HasSecret(Value value) => value switch
    {
        Value.Secret => true,
        Value.List list => list.Items.Any(HasSecret),
        Value.Row row => row.Fields.Any(field => HasSecret(field.Value)),
        _ => false,
    };
}
