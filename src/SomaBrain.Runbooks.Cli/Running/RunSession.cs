using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Executes an opened run to its end or pause, and says how it ended.</summary>
internal sealed class RunSession(Preparation prepared, BoundTargets targets, OpenRun run, IRunView view, RunControl control)
{
    public bool Yes { get; init; }

    public bool Resumed { get; init; }

    public async Task<int> RunAsync(Recorded recorded)
    {
        var began = TimeProvider.System.GetTimestamp();
        var mayChange = prepared.Playbook.AllSteps.Where(step => step.Effect != Effect.Read).ToList();
        view.Begin(new(prepared.Playbook, run.Directory.Run, run.Operator, targets.ForJournal, [.. mayChange.Select(Planned)]));
        RunEnd end;
        try
        {
            if (!Resumed)
            {
                run.Writer.Append(Plan(mayChange));
            }

            end = await ExecuteAsync(recorded);
            Close(end);
        }
        catch (Exception e) when (e is JournalUnwritable or IOException)
        {
            end = new(ExitCode.Failed, RunStatus.Failed, Changed.None, [], [Problems.JournalLost(run.Directory.Journal, e.Message)], null, null);
        }

        var resume = end.Paused ? $"runbook resume {run.Directory.Run}" : null;
        view.End(end, new(run.Directory.Run, TimeProvider.System.GetElapsedTime(began), run.Writer.Head.Sha256, run.Directory.Journal, resume));
        return view.ExitCode(end);
    }

    private async Task<RunEnd> ExecuteAsync(Recorded recorded)
    {
        var journal = new RunJournal(run.Writer, run.Directory);
        await using var sessions = new SqlSessions(targets.Targets, what => journal.Append(what, Durability.Buffered));
        IMetricHistory history = targets.HasScratch ? new NoMetricHistory() : new MetricStore(run.State.Metrics, run.Directory.Run);
        var catalog = BuiltInSteps.Create(sessions, Masker.None.With([.. prepared.Secrets, .. targets.Passwords]), history);
        var operatorAtTerminal = new ConsoleOperator(run.Operator, Yes, !targets.HasScratch, Resumed, view, control);
        var setup = new RunSetup(
            run.Directory.Run, prepared.Playbook, prepared.Parameters, sessions, operatorAtTerminal, run.Operator, journal, TimeProvider.System, run.StartedAt, false, recorded);
        return await new Runner(catalog, new LiveExecutor(), setup, control, new NoTrace()).RunAsync();
    }

    private void Close(RunEnd end)
    {
        if (end.Paused)
        {
            run.Writer.Append(new JournalEvent.RunPaused(end.Step, "waits for an answer"));
            run.Record(SiteKind.Paused, prepared.File.Path);
            return;
        }

        var why = end.Problems.FirstOrDefault();
        run.Writer.Close(end.Status, end.ExitCode, end.Changed, why is null ? null : new(why.Code, why.Message, why.SqlState, why.Hint));
        run.Record(SiteKind.Closed, prepared.File.Path);
    }

    private JournalEvent.Planned Plan(List<Step> mayChange) => new(
        [.. mayChange.Select(Planned)],
        prepared.Playbook.AllSteps.Count() - mayChange.Count,
        mayChange.Count(step => step.Effect == Effect.Write),
        mayChange.Count(step => step.Effect == Effect.Destroy));

    private static PlannedStep Planned(Step step) =>
        new(step.Header.Path, step.Header.Id, step.Header.Keyword, EffectName.Of(step.Effect), step.Header.Title?.Text.Content);
}
