using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>A log in memory whose n-th call fails once.</summary>
internal sealed class MemoryLog(int? failingCall = null, bool tearing = false) : IJournalLog
{
    private readonly MemoryStream _bytes = new();

    public int Calls { get; private set; }

    public int Writes { get; private set; }

    public byte[] Bytes => _bytes.ToArray();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var failing = Calls++ == failingCall;
        Writes++;
        _bytes.Write(failing && tearing ? bytes[..(bytes.Length / 2)] : failing ? [] : bytes);
        if (failing)
        {
            throw new IOException("No space left on device");
        }
    }

    public void Flush()
    {
        if (Calls++ == failingCall)
        {
            throw new IOException("Input/output error");
        }
    }
}
