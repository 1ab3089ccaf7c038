using System.Buffers;
using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Bytes on their way into a buffer: room is asked for in pieces, not for each bracket.</summary>
internal ref struct CanonicalOutput(IBufferWriter<byte> to)
{
    private const int Piece = 256;
    private const int Short = 1024;
    private const int MostBytesOfAUnit = 3;

    private Span<byte> _room;
    private int _used;

    public void Add(byte one) => Room(1)[_used++] = one;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length)[_used..]);
        _used += bytes.Length;
    }

    /// <summary>Whole characters only.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var room = Room(text.Length <= Short ? text.Length * MostBytesOfAUnit : Encoding.UTF8.GetByteCount(text));
        _used += Encoding.UTF8.GetBytes(text, room[_used..]);
    }

    public void Add(long whole)
    {
        whole.TryFormat(Room(20)[_used..], out var written, provider: CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Gives up the room that was not needed. What was added is in the buffer.</summary>
    public void End()
    {
        to.Advance(_used);
        _room = default;
        _used = 0;
    }

    private Span<byte> Room(int needed)
    {
        if (_room.Length - _used < needed)
        {
            to.Advance(_used);
            _room = to.GetSpan(Math.Max(needed, Piece));
            _used = 0;
        }

        return _room;
    }
}
