using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>How many rows there must be: `1`, `0..100`, `1..`.</summary>
/// <param name="Until">What will tell it, when it is not known yet.</param>
internal sealed record CountContract(string Key, long Least, long Most, string Text, SourceSpan Span, string? Until)
{
    public bool Holds(long count) => count >= Least && count <= Most;

    public static async ValueTask<(CountContract? Contract, Diagnostic? Problem)> ReadAsync(
        Template? template, string key, StepContext context, CancellationToken ct)
    {
        if (template is null)
        {
            return (null, null);
        }

        var rendered = await context.RenderAsync(template, ct);
        if (rendered.Value is not { } value)
        {
            return (null, rendered.Problem);
        }

        if (value.AsUnknown is { } unknown)
        {
            return (new(key, 0, long.MaxValue, template.Text.Content, template.Span, unknown.Until), null);
        }

        var text = ValueText.Of(value).Trim();
        return Range(text) is var (least, most) ? (new(key, least, most, text, template.Span, null), null) : (null, Wrong(template, text));
    }

    /// <summary>What is wrong with a contract before anything runs: one without holes that is no range, one that is secret.</summary>
    public static void Check(Template? template, StepReading reading)
    {
        if (template is { HasHoles: false } && Range(template.Text.Content.Trim()) is null)
        {
            reading.Problems.Add(Wrong(template, template.Text.Content));
        }

        reading.RefuseSecrets(template, secret => Wrong(template!, $"‹secret {secret}›"));
    }

    /// <summary>More than no row, where the last statement gives or changes none.</summary>
    public static IEnumerable<Diagnostic> CheckNone(ParsedStatement last, Template? rows, Template? affected)
    {
        if (!last.GivesRows && IsMore(rows))
        {
            yield return Problems.WrongOption(rows!.Span, rows.Text.Content, "how many rows come back: this statement returns none", "write RETURNING, or `affected`: how many rows it changes");
        }

        if (last.IsReadStatement && IsMore(affected))
        {
            yield return Problems.WrongOption(affected!.Span, affected.Text.Content, "what a statement that only reads can change", "take it out, or write `rows`: how many it returns");
        }
        else if (!last.CountsChanges && IsMore(affected))
        {
            yield return Problems.WrongOption(affected!.Span, affected.Text.Content, "what the server counts: this statement changes no rows", "take it out");
        }
    }

    private static bool IsMore(Template? contract) => contract is { HasHoles: false } && Range(contract.Text.Content.Trim()) is { Least: > 0 };

    private static Diagnostic Wrong(Template template, string text) => Problems.WrongOption(template.Span, text, "a number or a range such as `0..100`");

    private static (long Least, long Most)? Range(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (least, most) = dots < 0 ? (Number(text), Number(text)) : (Number(text[..dots]), dots + 2 == text.Length ? long.MaxValue : Number(text[(dots + 2)..]));
        return least is { } low && most is { } high && low <= high ? (low, high) : null;
    }

    private static long? Number(string text) =>
        text is not ['0', _, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
