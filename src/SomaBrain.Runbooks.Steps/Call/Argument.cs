using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Call;

/// <summary>What a parameter of a called playbook gets.</summary>
/// <param name="Texts">One, or of a list that is written out one for each element.</param>
/// <param name="Constant">Its value, when it is known from the text.</param>
public sealed record Argument(Parameter Parameter, ImmutableArray<Template> Texts, bool IsList, Value? Constant, SourceSpan Span)
{
    public async ValueTask<Evaluated> EvaluateAsync(StepContext context, CancellationToken ct)
    {
        if (Constant is not null)
        {
            return Constant;
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var text in Texts)
        {
            var item = IsList && !text.HasHoles ? ElementOf(text).Value ?? new Value.Text(text.Text.Content) : await context.RenderAsync(text, ct);
            if (item.Value is not { } value)
            {
                return item;
            }

            items.Add(value);
        }

        return Of(items.ToImmutable());
    }

    /// <param name="items">What its texts came to.</param>
    public Evaluated Of(ImmutableArray<Value> items)
    {
        var given = !IsList ? items[0]
            : items.OfType<Value.Secret>().FirstOrDefault() is { } secret ? new Value.Secret(secret.Name, new Value.List([.. items.Select(item => item is Value.Secret one ? one.Inner : item)]))
            : new Value.List(items);
        var (fitting, why) = ArgumentValue.Fit(Parameter, given);
        return fitting is not null ? fitting : Problems.ArgumentRefused(Span, Parameter.Name, why!, ArgumentValue.Expected(Parameter));
    }

    /// <summary>An element of a list that stands in the playbook: of the type that the list holds, as one hole is of its own.</summary>
    public (Value? Value, string? Why) ElementOf(Template text) => ArgumentValue.Parse(Parameter with { Type = Parameter.Of }, text.Parts.OfType<TemplatePart.Literal>().Select(part => part.Content).FirstOrDefault() ?? "");
}
