using System.Buffers;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>
/// Keeps one stream of a child within <see cref="OutputLimits"/>: masks, then keeps the beginning, then the side file,
/// then only the end. While the real output is not much larger than what is kept of it, it is kept beside it, for expressions. Memory
/// does not grow with the output.
/// </summary>
internal sealed class OutputCapture(OutputChannel channel, ProcessRequest request) : IDisposable
{
    private const int TailSize = 8192;

    private readonly MaskingStream _mask = new(request.Masker);
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _masked = new();
    private ArrayBufferWriter<byte>? _real = new();
    private byte[] _tail = [];
    private int _tailCount;
    private Stream? _file;
    private long _total;
    private long _kept;
    private long _spilled;
    private string? _fault;

    /// <summary>Why <see cref="ProcessRequest.Stdout"/> did not take it all.</summary>
    private SaveFailure? Fault { get; set; }

    internal void Write(ReadOnlySpan<byte> piece)
    {
        _total += piece.Length;
        if (channel == OutputChannel.Stdout && request.Stdout is { } taker)
        {
            Give(taker, piece);
            return;
        }

        if (request.Masker.IsEmpty)
        {
            Keep(piece);
            return;
        }

        KeepReal(piece);
        _mask.Write(piece, _masked);
        KeepMasked();
    }

    internal CapturedOutput Complete()
    {
        _mask.Complete(_masked);
        KeepMasked();
        Close();
        var isWhole = _kept == _head.WrittenCount;
        return new(
            isWhole ? _head.WrittenMemory : _head.WrittenMemory[..WholeCharacters(_head.WrittenSpan)],
            isWhole ? default : _tail.AsMemory(Math.Max(0, _tailCount - TailSize).._tailCount),
            _total,
            _spilled,
            isWhole,
            !isWhole && _spilled < _kept,
            _fault)
        {
            NotTaken = Fault?.Problem,
            IsMasked = isWhole && IsMasked,
            Real = isWhole && IsMasked && _real is not null ? _real.WrittenMemory : default,
        };
    }

    /// <summary>Whether a secret stood in what was kept.</summary>
    private bool IsMasked => _real is null || (_real.WrittenCount > 0 && !_real.WrittenSpan.SequenceEqual(_head.WrittenSpan));

    public void Dispose()
    {
        _mask.Dispose();
        Close();
    }

    /// <summary>After the first failure the rest is dropped: the child must not wait for a disk that is full.</summary>
    private void Give(Stream taker, ReadOnlySpan<byte> piece)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            taker.Write(piece);
        }
        catch (SaveFailure failure)
        {
            Fault = failure;
        }
    }

    /// <summary>A mask is no longer than what it covers: an output that is kept whole may have been larger.</summary>
    private void KeepReal(ReadOnlySpan<byte> piece)
    {
        if (_total > 2L * request.Limits.InMemory)
        {
            _real = null;
        }

        _real?.Write(piece);
    }

    private void KeepMasked()
    {
        Keep(_masked.WrittenSpan);
        _masked.ResetWrittenCount();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var before = _kept;
        _kept += bytes.Length;
        var room = request.Limits.InMemory - _head.WrittenCount;
        if (before == _head.WrittenCount && bytes.Length <= room)
        {
            _head.Write(bytes);
            return;
        }

        if (before == _head.WrittenCount)
        {
            // The first bytes that do not fit: from here on the side file has everything, and the end is remembered.
            Remember(_head.WrittenSpan);
            Spill(_head.WrittenSpan);
            _head.Write(bytes[..room]);
        }

        Remember(bytes);
        Spill(bytes);
    }

    private void Spill(ReadOnlySpan<byte> bytes)
    {
        if (_fault is not null || request.Spill is null || _spilled >= request.Limits.OnDisk)
        {
            return;
        }

        var part = bytes[..(int)Math.Min(bytes.Length, request.Limits.OnDisk - _spilled)];
        try
        {
            _file ??= request.Spill(channel);
            _file.Write(part);
            _spilled += part.Length;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _fault = FileTrouble.Of(error);
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException error)
        {
            _fault ??= FileTrouble.Of(error);
        }

        _file = null;
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (_tail.Length == 0)
        {
            _tail = new byte[2 * TailSize]; // most outputs never need it
        }

        if (bytes.Length >= TailSize)
        {
            bytes[^TailSize..].CopyTo(_tail);
            _tailCount = TailSize;
            return;
        }

        if (_tailCount + bytes.Length > _tail.Length)
        {
            _tail.AsSpan(_tailCount - TailSize, TailSize).CopyTo(_tail);
            _tailCount = TailSize;
        }

        bytes.CopyTo(_tail.AsSpan(_tailCount));
        _tailCount += bytes.Length;
    }

    /// <summary>Leaves out a UTF-8 character that the limit has cut; at most three bytes.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
            {
                continue;
            }

            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
