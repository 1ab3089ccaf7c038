using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Model;

/// <summary>How often a failed attempt is made again, and for which failures.</summary>
/// <param name="Times">Further attempts after the first.</param>
/// <param name="Delay">Before the first further attempt.</param>
/// <param name="Backoff">Each further delay is this many times the one before.</param>
/// <param name="On">SQLSTATEs or their two-letter classes; empty: every failure that left no change behind.</param>
public sealed record RetryPolicy(int Times, TimeSpan Delay, decimal Backoff, ImmutableArray<string> On)
{
    /// <summary>It stands in the playbook's `defaults`, and was not written for this step.</summary>
    public bool IsDefault { get; init; }

    public bool Covers(string? sqlState) =>
        On.IsEmpty || (sqlState is not null && On.Any(prefix => sqlState.StartsWith(prefix, StringComparison.Ordinal)));

    /// <param name="attempt">The attempt that failed, from 1.</param>
    public TimeSpan DelayAfter(int attempt) =>
        TimeSpan.FromTicks((long)Math.Min(Delay.Ticks * Math.Pow((double)Backoff, attempt - 1), TimeSpan.FromHours(1).Ticks));
}
