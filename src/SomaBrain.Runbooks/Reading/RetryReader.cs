using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`retry: { times: 3, delay: 1s, backoff: 2, on: ["40001", "40P01", "08"] }`.</summary>
public static class RetryReader
{
    public static RetryPolicy? Read(MappingReader step)
    {
        if (step.Mapping("retry", "retry", example: "{ times: 3, delay: 1s }") is not { } mapping)
        {
            return null;
        }

        var times = mapping.Integer("times", 1, 100, required: true) ?? 1;
        var delay = mapping.Duration("delay") ?? TimeSpan.FromSeconds(1);
        var backoff = mapping.Parsed<decimal>("backoff", "a number from 1 to 100", Backoff) ?? 1;
        var on = mapping.Some("on", "a list of SQLSTATEs");
        foreach (var code in on.Where(code => code.Content.Length is not (2 or 5) || !code.Content.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))))
        {
            mapping.Bag.Add(Problems.WrongOption(code.Whole, code.Content, "a SQLSTATE of five digits and capital letters, or its class of two"));
        }

        mapping.Finish();
        return new((int)times, delay, backoff, [.. on.Select(code => code.Content)]);
    }

    private static decimal? Backoff(string text) =>
        text is not (['0', ..] or [.., '.']) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 100 ? number : null;
}
