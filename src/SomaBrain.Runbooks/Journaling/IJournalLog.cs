namespace SomaBrain.Runbooks.Journaling;

/// <summary>Where a journal's bytes go. A failure is an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public interface IJournalLog
{
    /// <summary>Appends, in one write.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written is on disk.</summary>
    void Flush();
}
