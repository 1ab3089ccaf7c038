using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>Reads the entries of a journal for showing it. Trusts nothing and judges nothing: lines that are none are left out,
/// and counted. Whether the journal is as it was written is the verifier's to say.</summary>
public sealed class JournalReader(Stream journal)
{
    /// <summary>Lines that could not be read so far, a torn one at the end included.</summary>
    public int Unreadable { get; private set; }

    /// <summary>The first line that a later program wrote, and of which format it is; null as long as there was none.</summary>
    public (long Line, int Version)? Newer { get; private set; }

    public IEnumerable<JournalEntry> Entries()
    {
        var lines = new LineReader(journal);
        while (Next(lines, out var entry))
        {
            if (entry is not null)
            {
                yield return entry;
            }
        }
    }

    private bool Next(LineReader lines, out JournalEntry? entry)
    {
        var whole = lines.Next(out var line);
        entry = whole ? JournalLine.Read(line) : null;
        Newer ??= entry is null && LineEnvelope.TryRead(line.TrimEnd((byte)'\n'), out var envelope) && envelope.Version > JournalEntry.Current ? (envelope.Seq, envelope.Version) : null;
        Unreadable += entry is null && !line.IsEmpty ? 1 : 0;
        return whole;
    }
}
