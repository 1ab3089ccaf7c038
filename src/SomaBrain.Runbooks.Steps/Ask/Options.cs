using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Ask;

/// <summary>What there is to choose from, as it is shown.</summary>
/// <param name="Until">What will tell the choices; null when they are known.</param>
internal sealed record Options(ImmutableArray<Value> Items, ImmutableArray<string> Labels, string? Until, Diagnostic? Problem)
{
    private const int MostNamed = 20;

    /// <summary>`1) a, 2) b`.</summary>
    public string Expected
    {
        get
        {
            var named = string.Join(", ", Labels.Take(MostNamed).Select((_, i) => Choosing.Named(Labels, i)));
            return Labels.Length > MostNamed ? $"{named} and {Labels.Length - MostNamed} more" : named;
        }
    }

    public static async ValueTask<Options> OfAsync(AskStep step, StepContext context, CancellationToken ct)
    {
        var choices = await context.EvaluateAsync(step.Choices!, ct);
        if (choices.Value is null)
        {
            return Wrong(choices.Problem!);
        }

        if (choices.Value.AsUnknown is { } unknown)
        {
            return new([], [], unknown.Until, null);
        }

        var value = choices.Value is Value.Cell cell ? cell.Scalar : choices.Value;
        if (value is not Value.List { Items: { IsEmpty: false } items })
        {
            return Wrong(Problems.NothingToChoose(step.Choices!.Span, step.Choices.Text, value is Value.List ? null : ValueText.Kind(choices.Value)));
        }

        var labels = ImmutableArray.CreateBuilder<string>(items.Length);
        foreach (var item in items)
        {
            var label = step.Label is null ? item : await context.With(("item", item)).RenderAsync(step.Label, ct);
            if (label.Value is null)
            {
                return Wrong(label.Problem!);
            }

            if (label.Value.AsUnknown is { } later)
            {
                return new([], [], later.Until, null);
            }

            labels.Add(ValueText.Of(label.Value));
        }

        return new(items, labels.ToImmutable(), null, null);
    }

    /// <summary>Which choice an answer was: an item, or the label of what has no text of its own. Null: it is there no more.</summary>
    public int? Find(Value answer)
    {
        for (var i = 0; i < Items.Length; i++)
        {
            if (Answer(i) == answer)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>What an answer of that choice is.</summary>
    public Value Answer(int choice) =>
        (Items[choice] is Value.Cell cell ? cell.Scalar : Items[choice]) is Value.Row or Value.List ? new Value.Text(Labels[choice]) : Items[choice];

    private static Options Wrong(Diagnostic problem) => new([], [], null, problem);
}
