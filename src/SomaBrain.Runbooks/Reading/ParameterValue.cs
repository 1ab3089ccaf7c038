using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>One value of a parameter, from text.</summary>
public static class ParameterValue
{
    /// <summary>Null when the text is no such value.</summary>
    public static Value? Parse(ParameterType type, string text) => type switch
    {
        _ when text.Contains('\0', StringComparison.Ordinal) => null,
        ParameterType.Integer => IsWhole(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? new Value.Integer(whole) : null,
        // The first says whether every digit fits, the second keeps the zeros at the end.
        ParameterType.Number => IsNumber(text) && Decimals.TryParse(text, out _) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new Value.Number(number) : null,
        ParameterType.Boolean => text switch { "true" => new Value.Boolean(true), "false" => new Value.Boolean(false), _ => null },
        ParameterType.Duration => Durations.TryParse(text, out var length) ? new Value.Duration(length) : null,
        ParameterType.Size => Sizes.TryParse(text, out var bytes) ? new Value.Size(bytes) : null,
        ParameterType.Timestamp => Timestamps.TryParse(text, out var at) ? new Value.Timestamp(at) : null,
        ParameterType.Path => text.Length > 0 ? new Value.Text(text) : null,
        ParameterType.Identifier => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= 63 ? new Value.Text(text) : null,
        _ => new Value.Text(text),
    };

    /// <summary>The value that a text gives to a parameter, or why it gives none.</summary>
    /// <param name="items">Of a list that was written as one; null: <paramref name="text"/> has commas between them.</param>
    public static (Value? Value, string? Why) Read(Parameter parameter, string text, ImmutableArray<string>? items = null)
    {
        if (parameter.Type != ParameterType.List)
        {
            return items is not null ? (null, "it is a list") : Read(parameter, parameter.Type, text);
        }

        List<Value> values = [];
        foreach (var item in items ?? (text.Length == 0 ? [] : [.. text.Split(',').Select(item => item.Trim())]))
        {
            var (value, why) = Read(parameter, parameter.Of, item);
            if (value is null)
            {
                return (null, why);
            }

            values.Add(value);
        }

        return (new Value.List([.. values]), null);
    }

    /// <summary>Why a text is no value of the type.</summary>
    public static string NotParsed(ParameterType type, string text) => type switch
    {
        ParameterType.Secret => "the secret holds a NUL character",
        _ when text.Contains('\0', StringComparison.Ordinal) => "it holds a NUL character",
        ParameterType.Integer when IsWhole(text) => $"`{text}` is out of range: a whole number is from -9223372036854775808 to 9223372036854775807",
        ParameterType.Size when Parse(type, Least(text)) is not null => $"`{text}` is out of range: a size is less than 8388608TiB",
        ParameterType.Duration when Parse(type, Least(text)) is not null => $"`{text}` is out of range: a duration is at most 10675199d",
        ParameterType.Number when IsNumber(text) => $"`{text}` has more digits than the 28 that a number keeps",
        _ => $"`{text}` is not {ParameterTypes.Expected(type)}",
    };

    /// <summary>Why a value is outside the parameter's bounds; null when it is inside.</summary>
    public static string? Outside(Parameter parameter, Value value)
    {
        var words = parameter.Values.IsDefaultOrEmpty ? null : parameter.Values.ToHashSet(StringComparer.Ordinal);
        if (value is not Value.List list)
        {
            return Outside(parameter, words, value);
        }

        var element = parameter with { Type = parameter.Of };
        return list.Items.Select(item => Outside(element, words, item)).FirstOrDefault(why => why is not null);
    }

    private static string? Outside(Parameter parameter, HashSet<string>? words, Value value)
    {
        var shown = parameter.Type == ParameterType.Secret ? "the secret" : $"`{ValueText.Of(value)}`";
        if (Measure(parameter.Min) is { } min && Measure(value) < min)
        {
            return value is Value.Text brief ? $"{shown} has {Characters(brief.Content.Length)}, at least {ValueText.Of(parameter.Min!)} are needed" : $"{shown} is below the lowest, {ValueText.Of(parameter.Min!)}";
        }

        if (Measure(parameter.Max) is { } max && Measure(value) > max)
        {
            return value is Value.Text wide ? $"{shown} has {Characters(wide.Content.Length)}, at most {ValueText.Of(parameter.Max!)} are allowed" : $"{shown} is above the highest, {ValueText.Of(parameter.Max!)}";
        }

        if (words?.Contains(ValueText.Of(value)) == false)
        {
            return $"{shown} is not one of {string.Join(", ", parameter.Values.Select(word => $"`{word}`"))}";
        }

        try
        {
            return parameter.Pattern is { } pattern && !pattern.Matches(ValueText.Of(value))
                ? $"{shown} does not match `{pattern}`"
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return $"{shown} takes longer to be matched with `pattern` than is allowed";
        }
    }

    /// <summary>What `min` and `max` compare: a number, a length of time in seconds, a moment; of text its length.</summary>
    public static decimal? Measure(Value? value) => value switch
    {
        Value.Integer integer => integer.Whole,
        Value.Number number => number.Amount,
        Value.Size size => size.Count,
        Value.Duration duration => duration.Length.Ticks,
        Value.Timestamp timestamp => timestamp.At.UtcTicks,
        Value.Text text => text.Content.Length,
        _ => null,
    };

    private static (Value? Value, string? Why) Read(Parameter parameter, ParameterType type, string text) => Parse(type, text) switch
    {
        null => (null, NotParsed(type, text)),
        var value => Outside(parameter with { Type = type }, value) is { } why ? (null, why) : (value, null),
    };

    private static string Characters(int count) => count == 1 ? "1 character" : string.Create(CultureInfo.InvariantCulture, $"{count} characters");

    /// <summary>The same with 1 for each number: it is read where only the numbers are too great.</summary>
    private static string Least(string text)
    {
        var least = new StringBuilder();
        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit(sign) || least.Length == 0 || least[^1] != '1')
            {
                least.Append(char.IsAsciiDigit(sign) ? '1' : sign);
            }
        }

        return least.ToString();
    }

    private static bool IsWhole(string text) =>
        text.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) && (digits.Length == 1 || digits[0] != '0') && text.Length - digits.Length <= 1;

    private static bool IsNumber(string text) =>
        text.Split('.') is { Length: <= 2 } parts && IsWhole(parts[0]) && (parts.Length == 1 || (parts[1].Length > 0 && parts[1].All(char.IsAsciiDigit)));
}
