namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>Cuts a stream into lines through one buffer, which grows to the longest line and no further than
/// <see cref="JournalLine.Longest"/>.</summary>
public sealed class LineReader(Stream stream)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The next line, its newline included. False at the end, and when a line is too long; then
    /// <paramref name="line"/> is what follows the last newline.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = _start;
        while (true)
        {
            var newline = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = _buffer.AsSpan(_start, searched + newline + 1 - _start);
                _start += line.Length;
                return true;
            }

            searched = _end;
            if (!Fill(ref searched))
            {
                line = _buffer.AsSpan(_start, _end - _start);
                return false;
            }
        }
    }

    private bool Fill(ref int searched)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (searched, _end, _start) = (searched - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            if (_end > JournalLine.Longest)
            {
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
