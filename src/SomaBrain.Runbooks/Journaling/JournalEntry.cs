using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>One line of a journal.</summary>
/// <param name="Version">Of the format: <see cref="Current"/>.</param>
/// <param name="Seq">The line's number, from 1, without gaps.</param>
/// <param name="At">UTC, to the microsecond. May go back when the clock is set; the order is <paramref name="Seq"/>.</param>
/// <param name="Prev">SHA-256 in hex over the bytes of the line before, its newline included; of the first line, over the
/// run's header.</param>
public sealed record JournalEntry(int Version, long Seq, DateTimeOffset At, string Prev, JournalEvent Event)
{
    public const int Current = 1;
}
