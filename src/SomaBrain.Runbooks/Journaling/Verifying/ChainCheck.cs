using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>What holds for every chained file line by line: canonical, numbered without a gap, naming the hash of the bytes
/// before. Made for speed: nothing is built, nothing allocated.</summary>
public sealed class ChainCheck : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _head = new byte[SHA256.HashSizeInBytes * 2];

    public ChainCheck()
    {
        _head.AsSpan().Fill((byte)'0');
    }

    /// <summary>Good lines so far.</summary>
    public long Count { get; private set; }

    public JournalHead Head => new(Count, Encoding.ASCII.GetString(_head));

    /// <summary>Of the last line that was looked at.</summary>
    public int Version { get; private set; } = JournalEntry.Current;

    /// <summary>The last line that was looked at is no canonical JSON.</summary>
    public bool Unreadable { get; private set; }

    /// <summary>Makes these bytes the ones that the first line must name.</summary>
    public void Begin(ReadOnlySpan<byte> header) => Chain(header);

    public bool HeadIs(string sha256) => Ascii.Equals(_head, sha256);

    /// <summary>Null when the line can be the next one; else why not. A line of a later version is only chained.</summary>
    /// <param name="line">Its newline included.</param>
    public string? Fault(ReadOnlySpan<byte> line)
    {
        var json = line[..^1];
        var known = LineEnvelope.TryRead(json, out var envelope);
        if ((!known || envelope.Version <= JournalEntry.Current) && CanonicalForm.Fault(json) is { } fault)
        {
            Unreadable = true;
            return $"not canonical JSON: {fault}";
        }

        if (!known)
        {
            return "does not begin with `v`, `seq`, `at`, `prev` and `kind`";
        }

        if (envelope.Version < Version)
        {
            return $"of version {envelope.Version} after one of version {Version}";
        }

        Version = envelope.Version;
        return envelope.Seq != Count + 1 ? $"numbered {envelope.Seq}"
            : envelope.Prev.SequenceEqual(_head) ? null
            : Count == 0 ? "`prev` is not the hash of the header" : "`prev` is not the hash of the line before";
    }

    /// <summary>Goes on after a good line.</summary>
    public void Advance(ReadOnlySpan<byte> line)
    {
        Chain(line);
        Count++;
    }

    public void Dispose() => _sha256.Dispose();

    private void Chain(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _sha256.GetHashAndReset(_hash);
        Convert.TryToHexStringLower(_hash, _head, out _);
    }
}
