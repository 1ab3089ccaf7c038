using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>
/// A journal's file on a disk that loses what was not flushed, page by page and in any order, and fails at a chosen call.
/// </summary>
internal sealed class Disk(int failingCall, DiskFault fault) : IJournalLog
{
    private const int Page = 4096;

    private readonly List<byte> _written = [];
    private int _flushed;

    public int Calls { get; private set; }

    /// <summary>A number of bytes that surely survive.</summary>
    public int Flushed => _flushed;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var fails = Calls++ == failingCall;
        if (fails && fault == DiskFault.ReadOnly)
        {
            throw new IOException("Read-only file system");
        }

        if (fails && fault is DiskFault.Full or DiskFault.ShortWrite)
        {
            _written.AddRange(bytes[..(bytes.Length * 2 / 3)]);
            throw new IOException("No space left on device");
        }

        _written.AddRange(bytes);
    }

    public void Flush()
    {
        if (Calls++ == failingCall && fault is DiskFault.FlushFails)
        {
            throw new IOException("Input/output error");
        }

        _flushed = _written.Count;
    }

    /// <summary>What is found after the power came back: of each page behind the last flush, what it held at that flush, or now.</summary>
    public byte[] AfterPowerLoss(Random random)
    {
        var length = random.Next(_flushed, _written.Count + 1);
        var found = _written.Take(length).ToArray();
        for (var start = _flushed / Page * Page; start < length; start += Page)
        {
            if (random.Next(2) == 0)
            {
                var from = Math.Max(start, _flushed);
                found.AsSpan(from, Math.Min(start + Page, length) - from).Clear();
            }
        }

        return found;
    }
}
