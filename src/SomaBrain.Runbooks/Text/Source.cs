namespace SomaBrain.Runbooks.Text;

/// <summary>A file as it was read: its display name and its text. Knows where its lines begin.</summary>
public sealed class Source(string name, string text)
{
    private readonly Lazy<int[]> _lineStarts = new(() => FindLineStarts(text));

    /// <summary>The line found last, from 0: who asks for a position asks next for one nearby.</summary>
    private int _near;

    public string Name { get; } = name;

    public string Text { get; private set; } = text;

    public int LineCount => _lineStarts.Value.Length;

    /// <summary>The text of a 1-based line without its line end; empty past the end.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var starts = _lineStarts.Value;
        if (line < 1 || line > starts.Length)
        {
            return [];
        }

        var start = starts[line - 1];
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The 0-based offset of a position, kept inside the text.</summary>
    public int Offset(Position at)
    {
        var starts = _lineStarts.Value;
        var line = Math.Clamp(at.Line, 1, starts.Length);
        return Math.Clamp(starts[line - 1] + at.Column - 1, 0, Text.Length);
    }

    /// <summary>The position of a 0-based offset.</summary>
    public Position PositionOf(int offset)
    {
        var starts = _lineStarts.Value;
        var at = Math.Clamp(offset, 0, Text.Length);
        var line = _near;
        if (starts[line] > at || (line + 1 < starts.Length && starts[line + 1] <= at))
        {
            var found = Array.BinarySearch(starts, at);
            _near = line = found >= 0 ? found : ~found - 1;
        }

        return new(line + 1, at - starts[line] + 1);
    }

    /// <summary>Kept inside the text.</summary>
    public SourceSpan Span(int start, int end)
    {
        var from = Math.Clamp(start, 0, Text.Length);
        return new(this, from, Math.Clamp(end, from, Text.Length));
    }

    /// <summary>Blanks out what is secret: from here on no excerpt of any problem shows it. Lines stay where they are.</summary>
    public void Hide(SourceSpan span) =>
        Text = $"{Text[..span.From]}{string.Concat(Text[span.From..span.To].Select(c => c is '\n' or '\r' ? c : '•'))}{Text[span.To..]}";

    /// <summary>A 1-based line without its line end.</summary>
    public SourceSpan LineSpan(int line)
    {
        var start = Offset(new(line, 1));
        return Span(start, start + Line(line).Length);
    }

    private static int[] FindLineStarts(string text)
    {
        List<int> starts = [0];
        for (var i = 0; text.AsSpan(i).IndexOfAny('\n', '\r') is >= 0 and var length;)
        {
            i += length + 1;
            if (text[i - 1] == '\n' || i == text.Length || text[i] != '\n')
            {
                starts.Add(i);
            }
        }

        return [.. starts];
    }
}
