using System.Buffers;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// A text without its line breaks, which remembers where each piece was. A break is a line feed, as it is or escaped (`\n`),
/// with the carriage return before it and the `=` by which quoted-printable says that the line goes on.
/// </summary>
internal sealed class JoinedLines
{
    /// <summary>Characters of `=\r\n` where it is escaped.</summary>
    internal const int LongestBreak = 5;

    private static readonly SearchValues<string> Feeds = SearchValues.Create(["\n", @"\n"], StringComparison.Ordinal);

    private readonly List<int> _starts = [];
    private readonly List<int> _origins = [];

    private JoinedLines(ReadOnlySpan<char> text)
    {
        var joined = new StringBuilder(text.Length);
        var from = 0;
        while (true)
        {
            var feed = text[from..].IndexOfAny(Feeds);
            _starts.Add(joined.Length);
            _origins.Add(from);
            if (feed < 0)
            {
                joined.Append(text[from..]);
                break;
            }

            var isEscaped = text[from + feed] == '\\';
            joined.Append(Line(text.Slice(from, feed), isEscaped ? @"\r" : "\r"));
            from += feed + (isEscaped ? 2 : 1);
        }

        Text = joined.ToString();
    }

    internal string Text { get; }

    /// <summary>Null when the text is one line.</summary>
    internal static JoinedLines? Of(ReadOnlySpan<char> text) => text.ContainsAny(Feeds) ? new(text) : null;

    /// <summary>Where a character of the joined text was.</summary>
    internal int Origin(int at)
    {
        var piece = _starts.BinarySearch(at);
        piece = piece < 0 ? ~piece - 1 : LastAt(piece);
        return _origins[piece] + at - _starts[piece];
    }

    /// <summary>Of pieces that begin at the same place all but the last are empty.</summary>
    private int LastAt(int piece)
    {
        while (piece + 1 < _starts.Count && _starts[piece + 1] == _starts[piece])
        {
            piece++;
        }

        return piece;
    }

    private static ReadOnlySpan<char> Line(ReadOnlySpan<char> line, string carriageReturn)
    {
        line = line.EndsWith(carriageReturn, StringComparison.Ordinal) ? line[..^carriageReturn.Length] : line;
        return line is [.., not '=', '='] ? line[..^1] : line; // two are the end of base64
    }
}
