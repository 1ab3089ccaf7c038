using System.Text;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>The line of a span as it is shown, and the carets below it. A long line is cut to a window around the span.</summary>
internal sealed record SourceExcerpt(string Line, int CaretStart, int CaretLength)
{
    /// <summary>Columns of a line that are shown, where there is room.</summary>
    public const int Widest = 100;

    private const int Narrowest = 20;
    private const string Cut = "…";

    /// <param name="span">What is marked.</param>
    /// <param name="room">Columns that there are for the line, the signs of a cut not counted.</param>
    public static SourceExcerpt Of(SourceSpan span, int room = Widest)
    {
        var window = Math.Clamp(room, Narrowest, Widest);
        var text = span.Source.Text;
        var lineStart = span.Source.Offset(new(span.Start.Line, 1));
        var at = span.From;
        var lineEnd = EndOfLine(text, at);
        var end = span.End.Line == span.Start.Line ? Math.Clamp(span.To, at, lineEnd) : Math.Max(at, lineEnd);

        var (from, before) = Left(text, lineStart, at, span.Source.PositionOf(at).Column > window && lineEnd - lineStart > window ? window / 2 : window);
        var line = new StringBuilder(from > lineStart ? Cut : "");
        var caretStart = before + line.Length;
        Append(line, text, from, at, int.MaxValue);
        var (stop, marked) = Append(line, text, at, end, window - before);
        if (stop == end)
        {
            (stop, _) = Append(line, text, end, lineEnd, window - before - marked);
        }

        line.Append(stop < lineEnd ? Cut : "");
        return new(line.ToString().TrimEnd(), caretStart, Math.Max(1, marked));
    }

    /// <summary>How far left of the span the window begins, and how many columns stand between.</summary>
    private static (int From, int Columns) Left(string text, int lineStart, int at, int columns)
    {
        var (from, width) = (at, 0);
        while (from > lineStart)
        {
            var previous = from - (from - lineStart > 1 && char.IsLowSurrogate(text[from - 1]) && char.IsHighSurrogate(text[from - 2]) ? 2 : 1);
            var cell = DisplayText.Cell(text, previous).Width;
            if (width + cell > columns)
            {
                break;
            }

            (from, width) = (previous, width + cell);
        }

        return (from, width);
    }

    private static (int Stop, int Columns) Append(StringBuilder line, string text, int from, int to, int columns)
    {
        var width = 0;
        for (; from < to; from += DisplayText.Length(text, from))
        {
            var (shown, cell) = DisplayText.Cell(text, from);
            if (width + cell > columns)
            {
                break;
            }

            line.Append(shown);
            width += cell;
        }

        return (from, width);
    }

    private static int EndOfLine(string text, int at)
    {
        var length = text.AsSpan(at).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : at + length;
    }
}
