using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Assert;

/// <summary>The values behind a condition that said no, so that nobody has to ask: " (steps.left.value is 12)".</summary>
internal static class Observed
{
    private const int Longest = 80;

    public static string Of(Expression condition, IScope scope)
    {
        var seen = condition.References
            .Select(reference => string.Join('.', reference.Path))
            .Distinct(StringComparer.Ordinal)
            .Select(path => (Path: path, Value: Evaluate(path, condition.Span, scope)))
            .Where(x => x.Value is not null and not (Value.Row or Value.List or Value.Missing))
            .Select(x => $"{x.Path} is {Cut(ValueText.Of(x.Value!))}")
            .ToList();
        return seen.Count == 0 ? "" : $" ({string.Join(", ", seen)})";
    }

    private static Value? Evaluate(string path, SourceSpan span, IScope scope) =>
        Expression.Parse(MappedText.At(path, span), new DiagnosticBag())?.Evaluate(scope).Value;

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";
}
