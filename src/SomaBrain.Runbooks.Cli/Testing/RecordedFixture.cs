using SomaBrain.Runbooks.Cli.Replaying;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Testing;

namespace SomaBrain.Runbooks.Cli.Testing;

/// <summary>`runbook test --from RUN`: a recorded run as a file of tests.</summary>
internal static class RecordedFixture
{
    /// <summary>Null when diagnostics were left.</summary>
    public static async Task<string?> WriteAsync(RecordedSession session, DiagnosticBag problems)
    {
        if (ReplayCheck.Recorded(session, problems) is not { } playbook)
        {
            return null;
        }

        List<(Step, Outcome)> results = [];
        var story = new Story(StepPaths.Of(playbook).ToDictionary(one => one.Path, one => one.Step, StringComparer.Ordinal));
        var replay = new Replay(session.Run, playbook, playbook, new(session.Run.StartedAt));
        var result = await replay.RunAsync(ReplayCheck.Kinds(new RecordedBaselines(session.Run)), story, (step, outcome) => results.Add((step, outcome)));
        if (result.Divergence is { } divergence || result.End is null)
        {
            problems.Add(Problems.NothingToReplay(session.Directory.Run, $"the record alone does not lead through it: step {result.Divergence?.Step}: {result.Divergence?.What}", "`runbook show` tells what it did"));
            return null;
        }

        return new FixtureWriter(session.Run, playbook).Write(results, story, result.End);
    }
}
