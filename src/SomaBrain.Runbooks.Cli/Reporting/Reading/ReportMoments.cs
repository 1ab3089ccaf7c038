using System.Text;
using SomaBrain.Runbooks.Journaling.Canonical;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;
using JournalEvent = SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Reporting.Reading;

/// <summary>What happened beside the steps, in a word and a sentence.</summary>
internal static class ReportMoments
{
    /// <summary>Null when there is nothing to tell.</summary>
    public static (string Word, string Text)? Of(JournalEvent happened) => happened switch
    {
        TargetConnected e => ("changed", $"target {e.Target} is now a {(e.Standby ? "standby" : "primary")} on timeline {e.Timeline}"),
        LockTaken e => ("locked", $"{e.Name} on {e.Target}{(e.Local ? ", for this machine only" : "")}"),
        RunPaused e => ("paused", e.Step is null ? e.Reason : $"at {e.Step}: {e.Reason}"),
        RunResumed e => ("resumed", $"by {e.By} (claimed) on {e.Host}{(e.TakenOverFrom is { } before ? $", taken over from {before}" : "")}, runbook {e.Engine}"),
        Checkpoint { Failure: { } failure } e => ("unanchored", $"{e.Where} did not take {e.Events} lines: {failure}"),
        Checkpoint e => ("anchored", $"{e.Events} lines at {e.Where}"),
        Recovered e => ("recovered", $"{e.Bytes} torn bytes were put aside as {e.File}"),
        Unread e => (e.Name, Encoding.UTF8.GetString(CanonicalJson.Write(e.Fields))),
        _ => null,
    };
}
