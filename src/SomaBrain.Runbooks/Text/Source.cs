namespace SomaBrain.Runbooks.Text;

/// <summary>A file as it was read: its display name and its text. Knows where its lines begin.</summary>
public sealed class Source(string name, string text)
{
    private readonly Lazy<int[]> _lineStarts = new(() => FindLineStarts(text));

    public string Name { get; } = name;

    public string Text { get; } = text;

    public int LineCount => _lineStarts.Value.Length;

    /// <summary>The text of a 1-based line without its line end; empty past the end.</summary>
    public string Line(int line)
    {
        var starts = _lineStarts.Value;
        if (line < 1 || line > starts.Length)
        {
            return "";
        }

        var start = starts[line - 1];
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
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
        var found = Array.BinarySearch(starts, Math.Clamp(offset, 0, Text.Length));
        var line = found >= 0 ? found : ~found - 1;
        return new(line + 1, Math.Clamp(offset, 0, Text.Length) - starts[line] + 1);
    }

    public SourceSpan Span(int start, int end) => new(this, PositionOf(start), PositionOf(Math.Max(start, end)));

    private static int[] FindLineStarts(string text)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
