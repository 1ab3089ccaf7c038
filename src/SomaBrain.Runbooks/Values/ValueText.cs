using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Values;

/// <summary>The one text of a value, for holes in text, arguments and the operator's eyes.</summary>
public static class ValueText
{
    public const string Hidden = "***";

    /// <summary>
    /// `true`, `42`, `1.5`, `2026-11-22T16:40:12.123456Z`, `1h30m`, `64MiB`, `\x00ff`; lists and rows as JSON; a value of
    /// PostgreSQL as it gave it; a secret never.
    /// </summary>
    public static string Of(Value value) => value switch
    {
        Value.Null => "null",
        Value.Missing => "(missing)",
        Value.Boolean x => x.Is ? "true" : "false",
        Value.Integer x => x.Whole.ToString(CultureInfo.InvariantCulture),
        Value.Number x => Decimals.Format(x.Amount),
        Value.Text x => x.Content,
        Value.Timestamp x => Timestamps.Format(x.At),
        Value.Duration x => Durations.Format(x.Length),
        Value.Size x => Sizes.Format(x.Count),
        Value.Bytes x => new StringBuilder("\\x").Append(Convert.ToHexStringLower(x.Content.AsSpan())).ToString(),
        Value.List or Value.Row => JsonText.Of(value),
        Value.Cell x => x.Content,
        Value.Secret => Hidden,
        Value.Unknown x => $"(known after {x.Until})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What it is, for messages: `an integer`, `text`.</summary>
    public static string Kind(Value value) => value switch
    {
        Value.Null => "null",
        Value.Missing => "missing",
        Value.Boolean => "a boolean",
        Value.Integer => "an integer",
        Value.Number => "a decimal",
        Value.Text => "text",
        Value.Timestamp => "a timestamp",
        Value.Duration => "a duration",
        Value.Size => "a size",
        Value.Bytes => "bytes",
        Value.List => "a list",
        Value.Row => "a row",
        Value.Cell x => Kind(x.Scalar),
        Value.Secret x => Kind(x.Inner),
        Value.Unknown x => x.Like is { } like ? Kind(like) : "unknown",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
