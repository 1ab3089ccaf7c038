using System.Globalization;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>Diagnostics as an operator reads them, with the line of the file and a caret below what is meant.</summary>
public static class DiagnosticText
{
    /// <summary>Columns below which breaking at words helps nobody.</summary>
    private const int Narrowest = 20;

    public static string Render(Diagnostic diagnostic) => string.Concat(Segments(diagnostic).Select(segment => segment.Text));

    /// <summary>All of them, an empty line between two, and the count below more than one.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics) => string.Concat(Segments(diagnostics).Select(segment => segment.Text));

    /// <summary>The pieces of <see cref="Render(IEnumerable{Diagnostic})"/>, for colours.</summary>
    /// <param name="diagnostics">What is shown.</param>
    /// <param name="columns">Of the terminal, whose own breaks would tear words and move carets; null: lines are as long as they are.</param>
    public static IEnumerable<TextSegment> Segments(IEnumerable<Diagnostic> diagnostics, int? columns = null)
    {
        var all = diagnostics.ToList();
        foreach (var (diagnostic, i) in all.Select((diagnostic, i) => (diagnostic, i)))
        {
            if (i > 0)
            {
                yield return new("\n", TextRole.Gutter);
            }

            foreach (var segment in Segments(diagnostic, columns))
            {
                yield return segment;
            }
        }

        if (all.Count > 1)
        {
            yield return new($"\n{Summary(all)}\n", TextRole.Message);
        }
    }

    /// <summary>The pieces of one diagnostic; together they end with a line feed.</summary>
    public static IEnumerable<TextSegment> Segments(Diagnostic diagnostic, int? columns = null)
    {
        var severe = diagnostic.Severity == Severity.Error;
        var label = $"{(severe ? "error" : "warning")}[{diagnostic.Code}]";
        yield return new(label, severe ? TextRole.Error : TextRole.Warning);
        yield return new($": {Indented(diagnostic.Message, label.Length + 2, 2, columns)}\n", TextRole.Message);
        var margin = " ";
        if (diagnostic.Span is { } span)
        {
            var number = span.Start.Line.ToString(CultureInfo.InvariantCulture);
            var excerpt = SourceExcerpt.Of(span, columns is { } wide ? wide - number.Length - 5 : SourceExcerpt.Widest);
            margin = new(' ', number.Length);
            yield return new($"{margin}--> ", TextRole.Gutter);
            yield return new($"{DisplayText.Escape(span.File)}:{span.Start}\n", TextRole.Place);
            yield return new($"{margin} |\n{number} |{(excerpt.Line.Length == 0 ? "" : " ")}", TextRole.Gutter);
            yield return new($"{excerpt.Line}\n", TextRole.Source);
            yield return new($"{margin} | ", TextRole.Gutter);
            yield return new($"{new string(' ', excerpt.CaretStart)}{new string('^', excerpt.CaretLength)}\n", TextRole.Caret);
        }

        if (diagnostic.SqlState is { } state)
        {
            yield return new($"{margin} = sqlstate: {DisplayText.Escape(state)}\n", TextRole.Hint);
        }

        if (diagnostic.Hint is { } hint)
        {
            yield return new($"{margin} = hint: {Indented(hint, margin.Length + 9, margin.Length + 9, columns)}\n", TextRole.Hint);
        }
    }

    /// <summary>"1 error", "2 errors, 1 warning".</summary>
    public static string Summary(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var parts = new[] { Count(errors, "error"), Count(diagnostics.Count - errors, "warning") }.Where(part => part.Length > 0);
        return diagnostics.Count == 0 ? "no errors" : string.Join(", ", parts);
    }

    private static string Count(int count, string what) => count switch
    {
        0 => "",
        1 => $"1 {what}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {what}s"),
    };

    /// <param name="text">Of one line or several.</param>
    /// <param name="at">The column in which it begins.</param>
    /// <param name="margin">The column of its further lines.</param>
    /// <param name="columns">Those that there are; null: no line is broken.</param>
    private static string Indented(string text, int at, int margin, int? columns)
    {
        var escaped = DisplayText.Escape(text.ReplaceLineEndings("\n").TrimEnd('\n'));
        return columns is { } wide && wide - margin >= Narrowest ? WrappedText.Of(escaped, at, margin, wide) : escaped.Replace("\n", $"\n{new string(' ', margin)}", StringComparison.Ordinal);
    }
}
