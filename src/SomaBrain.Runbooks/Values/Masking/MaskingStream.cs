using System.Buffers;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// Masks a stream that comes in pieces. It holds back as many bytes as the longest form of a secret has, less one, so
/// that a secret is seen wherever the pieces are cut; <see cref="Complete"/> gives them out.
/// </summary>
public sealed class MaskingStream(Masker masker) : IDisposable
{
    private readonly ArrayBufferWriter<char> _output = new();
    private char[] _held = [];
    private int _count;
    private int _masked;

    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (masker.IsEmpty)
        {
            output.Write(piece);
            return;
        }

        Append(piece);
        Pass(false, output);
    }

    public void Complete(IBufferWriter<byte> output)
    {
        if (_count > 0)
        {
            Pass(true, output);
        }
    }

    public void Dispose()
    {
        if (_held.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_held, clearArray: true);
            _held = [];
            _count = 0;
        }
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        if (_held.Length < _count + piece.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(_count + piece.Length);
            _held.AsSpan(0, _count).CopyTo(larger);
            var count = _count;
            Dispose();
            (_held, _count) = (larger, count);
        }

        _count += Encoding.Latin1.GetChars(piece, _held.AsSpan(_count));
    }

    private void Pass(bool final, IBufferWriter<byte> output)
    {
        var (decided, masked) = masker.Bytes.Scan(_held.AsSpan(0, _count), _masked, final, _output);
        _masked = masked;
        _held.AsSpan(decided, _count - decided).CopyTo(_held);
        _count -= decided;
        var written = _output.WrittenSpan;
        output.Advance(Encoding.Latin1.GetBytes(written, output.GetSpan(written.Length)));
        _output.ResetWrittenCount();
    }
}
