using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>Whether the journal is as it was written: what `runbook verify` says of it.</summary>
/// <param name="Verdict">`ok`, `incomplete`, `torn`, `tampered`, `unproven`, `needs newer`.</param>
/// <param name="Problem">Code and message of what is wrong; null when nothing is.</param>
/// <param name="Hint">What to do.</param>
public sealed record ReportIntegrity(string Verdict, JournalHead Head, string? Problem = null, string? Hint = null)
{
    /// <summary>Lines that nobody else knew before the run was resumed.</summary>
    public ImmutableArray<Unwitnessed> Unwitnessed { get; init; } = [];

    public static readonly ReportIntegrity Unchecked = new("unchecked", new(0, ""));

    public bool IsOk => Verdict == "ok";
}
