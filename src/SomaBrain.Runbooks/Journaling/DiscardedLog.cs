namespace SomaBrain.Runbooks.Journaling;

/// <summary>Keeps nothing: for dry runs, whose views listen to the same events.</summary>
public sealed class DiscardedLog : IJournalLog
{
    public void Write(ReadOnlySpan<byte> bytes)
    {
    }

    public void Flush()
    {
    }
}
