using System.Text;
using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>A terminal as far as the views use one. Whatever else drives a terminal fails the test.</summary>
public sealed class Screen(int columns) : Stream
{
    private readonly List<List<string>> _rows = [[]];
    private int _row;
    private int _column;

    public int Frames { get; private set; }

    public bool CursorHidden { get; private set; }

    public Channel Channel(bool colours = true) => new(this, new Paint(colours), () => columns);

    public override string ToString() => string.Join('\n', _rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd('\n') + "\n";

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Frames++;
        var text = Encoding.UTF8.GetString(buffer);
        for (var at = 0; at < text.Length;)
        {
            at += text[at] == '\e' ? Sequence(text.AsSpan(at)) : Put(text, at);
        }
    }

    private int Put(string text, int at)
    {
        var rune = Rune.GetRuneAt(text, at);
        switch (rune.Value)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                (_row, _column) = (_row + 1, 0);
                if (_row == _rows.Count)
                {
                    _rows.Add([]);
                }

                break;
            default:
                Assert.False(Rune.IsControl(rune), $"a control character: {rune.Value:x}");
                Print(rune.ToString());
                break;
        }

        return rune.Utf16SequenceLength;
    }

    private void Print(string text)
    {
        var width = Columns.Of(text);
        var row = _rows[_row];
        while (row.Count < _column + width)
        {
            row.Add(" ");
        }

        if (width == 0)
        {
            row[Math.Max(0, _column - 1)] += text;
            return;
        }

        row[_column] = text;
        for (var i = 1; i < width; i++)
        {
            row[_column + i] = "";
        }

        _column += width;
        Assert.True(_column < columns, $"a line reaches the last column: {string.Concat(row)}");
    }

    private int Sequence(ReadOnlySpan<char> text)
    {
        Assert.Equal('[', text[1]);
        var end = text[2..].IndexOfAnyInRange('@', '~') + 2;
        var row = _rows[_row];
        switch (text[2..(end + 1)].ToString())
        {
            case "K":
                row.RemoveRange(Math.Min(_column, row.Count), row.Count - Math.Min(_column, row.Count));
                break;
            case "J":
                row.RemoveRange(Math.Min(_column, row.Count), row.Count - Math.Min(_column, row.Count));
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case "?25l":
                CursorHidden = true;
                break;
            case "?25h":
                CursorHidden = false;
                break;
            case "?2026h" or "?2026l" or "?7l" or "?7h":
                break;
            case var other:
                Assert.EndsWith("m", other);
                break;
        }

        return end + 1;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
