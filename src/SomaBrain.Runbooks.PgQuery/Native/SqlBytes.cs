using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>A statement as the NUL-terminated UTF-8 that C wants, in a rented buffer.</summary>
internal readonly ref struct SqlBytes : IDisposable
{
    private readonly byte[] _rented;

    /// <summary>Encodes the text. A NUL would end it early in C, and half a surrogate pair has no encoding: both are failures.</summary>
    public SqlBytes(string sql, out ScanFailure? failure)
    {
        failure = null;
        _rented = ArrayPool<byte>.Shared.Rent((sql.Length * 3) + 1);
        var status = Utf8.FromUtf16(sql, _rented, out var read, out var written, replaceInvalidSequences: false);
        _rented[written] = 0;
        Length = written;
        if (status != OperationStatus.Done)
        {
            failure = new(read, "half a surrogate pair is no character");
        }
        else if (sql.Contains('\0', StringComparison.Ordinal))
        {
            failure = new(sql.IndexOf('\0', StringComparison.Ordinal), "a NUL character cannot stand in SQL");
        }
    }

    /// <summary>Bytes without the terminator. Equal to the text's length only when all of it is ASCII.</summary>
    public int Length { get; }

    public Span<byte> Terminated => _rented.AsSpan(0, Length + 1);

    /// <summary>The whole buffer, for a thread of its own; what lies behind the terminator means nothing.</summary>
    public byte[] Rented => _rented;

    public ReadOnlySpan<byte> Text => _rented.AsSpan(0, Length);

    /// <summary>The byte offset of a UTF-16 offset of the text.</summary>
    public int At(string sql, int offset) => Length == sql.Length ? offset : Encoding.UTF8.GetByteCount(sql.AsSpan(0, offset));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
