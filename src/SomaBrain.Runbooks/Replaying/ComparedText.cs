using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Values side by side, as a journal has them: a secret is its name.</summary>
internal static class ComparedText
{
    public static string Of(Value? value) => value is null ? "nothing" : CanonicalJson.Text(ValueJson.Write(value));

    public static bool AreSame(Value? one, Value? other) => Of(one) == Of(other);

    /// <summary>For people.</summary>
    public static string Shown(Value? value) => value is null ? Of(value) : ShownOf(value);

    public static bool AreSame(Rendered one, Rendered other) => one.Sha256 == other.Sha256 && Values(one.Values) == Values(other.Values);

    public static string Of(string? text, ImmutableArray<Value> values) => string.Join(
        '\n', values.Select((value, i) => $"${i + 1} = {ShownOf(value)}").Prepend((text ?? "(its text is not there any more)").TrimEnd()));

    private static string ShownOf(Value value) => value switch
    {
        Value.Secret secret => $"‹secret {secret.Name}›",
        Value.Cell cell => cell.Content,
        Value.List or Value.Row => Of(value),
        Value.Null => "null",
        _ => ValueText.Of(value),
    };

    private static string Values(ImmutableArray<Value> values) => string.Join('\n', values.Select(Of));
}
