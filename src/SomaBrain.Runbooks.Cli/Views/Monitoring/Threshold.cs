using System.Globalization;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>The threshold of a metric as a range of the guidelines, where it is as simple as that.</summary>
public static class Threshold
{
    /// <summary>`value &gt; 80` is `80`, `value &lt; 5` is `5:`; empty for everything else.</summary>
    public static string Range(Expression? expression, decimal factor)
    {
        if (expression is null || Simple.Regex.Match(expression.Text) is not { Success: true } match || Number(match.Groups["limit"].Value) is not { } limit)
        {
            return "";
        }

        return $"{Decimals.Format(limit * factor)}{(match.Groups["sign"].Value == "<" ? ":" : "")}";
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : Sizes.TryParse(text, out var bytes) ? bytes
        : Durations.TryParse(text, out var length) ? (decimal)length.Ticks / TimeSpan.TicksPerSecond
        : null;

    private static readonly Pattern Simple = new(@"^\s*value\s*(?<sign>[<>])\s*(?<limit>-?[0-9][0-9A-Za-z.]*)\s*$");
}
