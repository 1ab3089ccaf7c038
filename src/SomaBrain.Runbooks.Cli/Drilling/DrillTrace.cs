using System.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>Takes the time of the sections. In a drill servers come and go: nothing of it is a reason to stop.</summary>
internal sealed class DrillTrace(SqlSessions sessions) : IRunTrace
{
    private long? _broken;
    private long? _mended;

    /// <summary>From the end of `break`, or of `prepare` where nothing was broken, to the end of `run`; null when `run` did not end.</summary>
    public TimeSpan? Recovery => _broken is { } from && _mended is { } to ? Stopwatch.GetElapsedTime(from, to) : null;

    public void Begin()
    {
        _broken = Stopwatch.GetTimestamp();
        Expect();
    }

    public void Ended(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
        var path = step.Header.Path;
        if (path.StartsWith("prepare.", StringComparison.Ordinal) || path.StartsWith("break.", StringComparison.Ordinal))
        {
            _broken = Stopwatch.GetTimestamp();
        }
        else if (path.StartsWith("run.", StringComparison.Ordinal))
        {
            _mended = Stopwatch.GetTimestamp();
        }

        Expect();
    }

    public void Skipped(Step step, Place place, string reason)
    {
    }

    public void NotReached(Step step, Place place, string reason)
    {
    }

    private void Expect()
    {
        foreach (var target in sessions.Names)
        {
            sessions.Expect(target, ServerChange.Recovery | ServerChange.Session);
        }
    }
}
