using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Cli.Drilling.Proving;
using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>What became of a drill.</summary>
/// <param name="Path">The drill's file.</param>
/// <param name="Version">Of the server: `15.14`; null where none was built.</param>
/// <param name="Reason">Why it was skipped.</param>
/// <param name="Lost">Rows lost: the recovery point; null where the drill does not say.</param>
/// <param name="Recovery">From the end of `break` to the end of `run`.</param>
/// <param name="Changed">Steps of the playbooks that changed something.</param>
/// <param name="Kept">Where journals and logs are kept.</param>
internal sealed record DrillResult(
    string Path,
    string Title,
    DrillStatus Status,
    string? Version,
    string? Reason,
    ImmutableArray<Diagnostic> Problems,
    string? Lost,
    TimeSpan? Recovery,
    ImmutableArray<string> Changed,
    ImmutableArray<RunVerdict> Runs,
    TimeSpan Elapsed,
    string? Kept)
{
    /// <summary>Each thing that was taken out of its playbook, and whether it noticed; empty where that was not tried.</summary>
    public ImmutableArray<Tried> Proof { get; init; } = [];

    /// <summary>How many of them it noticed: `4 of 4`; null where that was not tried.</summary>
    public string? Proven => Proof.IsEmpty ? null : string.Create(CultureInfo.InvariantCulture, $"{Proof.Count(one => one.Noticed is not null)} of {Proof.Length}");

    /// <summary>Null where there is no such playbook, or nothing was drilled.</summary>
    public DrilledFiles? Drilled { get; init; }

    /// <summary>The playbook's time as a multiple of the same commands by hand; null where the drill does not say.</summary>
    public decimal? Overhead { get; init; }

    /// <summary>What the program was called with, and what it printed.</summary>
    public ImmutableArray<DrillCall> Calls { get; init; } = [];

    public string Name => Path.EndsWith(Reading.Drill.Extension, StringComparison.Ordinal) ? Path[..^Reading.Drill.Extension.Length] : Path;

    /// <summary>`ok` where every journal verifies; else what the first that does not is.</summary>
    public string Journal => Runs.IsEmpty ? "-" : Runs.FirstOrDefault(run => run.Verdict != "ok")?.Verdict ?? "ok";

    public static DrillResult Skip(string path, string title, string reason) => new(path, title, DrillStatus.Skipped, null, reason, [], null, null, [], [], TimeSpan.Zero, null);

    public static DrillResult Fail(string path, string title, IEnumerable<Diagnostic> problems) => new(path, title, DrillStatus.Failed, null, null, [.. problems], null, null, [], [], TimeSpan.Zero, null);
}
