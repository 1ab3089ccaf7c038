using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Executes an opened run to its end or pause, and says how it ended.</summary>
internal sealed class RunSession(Preparation prepared, BoundTargets targets, OpenRun run, IRunView view, RunControl control)
{
    /// <summary>What is known at any moment of how the run ends.</summary>
    private RunEnd _end = new(ExitCode.Failed, RunStatus.Failed, Changed.None, [], [], null, null);

    /// <summary>Anchors that did not take the run's end.</summary>
    private ImmutableArray<Diagnostic> _missed = [];

    public bool Yes { get; init; }

    public bool Resumed { get; init; }

    public bool NoColor { get; init; }

    /// <summary>`--resolve`.</summary>
    public Resolutions Resolutions { get; init; } = Resolutions.None;

    /// <summary>`runbook abort`.</summary>
    public bool GivesUp { get; init; }

    /// <summary>`--answer`, in the order they were given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Answers { get; init; } = [];

    public async Task<int> RunAsync(Recorded recorded)
    {
        var began = TimeProvider.System.GetTimestamp();
        var mayChange = prepared.Playbook.AllSteps.Where(step => step.Effect != Effect.Read).ToList();
        view.Begin(new(prepared.Playbook, run.Directory.Run, run.Operator, targets.ForJournal, [.. mayChange.Select(Planned)]));
        try
        {
            if (!Resumed)
            {
                run.Writer.Append(Plan(mayChange), Durability.Buffered); // the first intent of a write takes it to disk
            }

            await ExecuteAsync(recorded);
        }
        catch (JournalUnwritable e)
        {
            _end = Unrecorded(_end, e.Message);
        }

        var end = Close(KeptOut(_end));

        var resume = Waits(end) || end.ExitCode == ExitCode.Paused || (end.Problems.Any(Problems.IsJournalLost) && !targets.HasScratch) ? $"runbook {(GivesUp ? "abort" : "resume")} {run.Directory.Run}{(end.Answer is { } answer ? $" --answer {answer}" : "")}" : null;
        view.End(end, new(run.Directory.Run, TimeProvider.System.GetElapsedTime(began), run.Writer.Head.Sha256, run.Directory.Journal, resume)
        {
            ForgetsPassword = targets.HasGivenPassword,
            Known = end.Problems.IsEmpty ? null : ErrorCatalogue.Beside(prepared.File.Path).Of(end.Problems),
        });
        Output.Problems(_missed, NoColor);
        return _missed.Any(problem => problem.Severity == Severity.Error) && end.ExitCode == ExitCode.Done
            ? end.Changed == Changed.None ? ExitCode.Failed : ExitCode.FailedAfterChange
            : view.ExitCode(end);
    }

    /// <summary>A run that waited, and is kept out now that it goes on, waits again.</summary>
    private bool IsKeptOut(RunEnd end) => Resumed && end.Problems.Any(Problems.IsLocked);

    private RunEnd KeptOut(RunEnd end) => IsKeptOut(end) && end.ExitCode == ExitCode.FailedAfterChange ? end with { ExitCode = ExitCode.Paused } : end;

    /// <summary>An end that no journal tells is no good end; what is known of the changes stays.</summary>
    private RunEnd Unrecorded(RunEnd end, string why)
    {
        var problems = end.Problems.Any(Problems.IsJournalLost) ? end.Problems : end.Problems.Add(Problems.JournalLost(why, run.Directory.Run));
        return end.ExitCode is ExitCode.Done or ExitCode.Paused
            ? end with { ExitCode = end.Changed == Changed.None ? ExitCode.Failed : ExitCode.FailedAfterChange, Status = RunStatus.Failed, Problems = problems, Question = null }
            : end with { Problems = problems };
    }

    private async Task ExecuteAsync(Recorded recorded)
    {
        control.MayWait = !targets.HasScratch;
        var journal = new RunJournal(run.Writer, run.Directory);
        SqlSessions.Sweep();
        await using var sessions = new SqlSessions(targets.Targets, what => journal.Append(what, Durability.Buffered), new StartedServers(new MachineEnvironment()));
        await using var locks = PlaybookLocks.Of(run, prepared.Playbook, targets, journal, view);
        IMetricHistory history = targets.HasScratch ? new NoMetricHistory() : new MetricStore(run.State.Metrics, run.Directory.Run);
        var catalog = BuiltInSteps.Create(sessions, new(Masker.None.With([.. prepared.Secrets, .. targets.Passwords])), history, SecretSources.Origins);
        var operatorAtTerminal = new ConsoleOperator(run.Operator, !targets.HasScratch, view, control) { Yes = Yes, Resumed = Resumed, Answers = Answers, NoColor = NoColor };
        var setup = new RunSetup(
            run.Directory.Run, prepared.Playbook, prepared.Parameters, sessions, operatorAtTerminal, run.Operator, journal, TimeProvider.System, run.StartedAt, false, recorded)
        {
            Resolutions = Resolutions,
            GivesUp = GivesUp,
            Say = view.Say,
            Lock = locks,
            Kept = prepared.Kept,
            Marks = MarkKey.Of(run.State, run.Directory.Run),
            Entered = prepared.Entered,
            Former = prepared.Former,
        };
        _end = await new Runner(catalog, new LiveExecutor(), setup, control, new NoTrace()).RunAsync();
    }

    /// <summary>For an answer, or for somebody to know whether a step took effect; a server that goes with this process is waited for by nobody.</summary>
    private bool Waits(RunEnd end) => end.Paused || (end.ExitCode == ExitCode.InDoubt && !targets.HasScratch);

    private RunEnd Close(RunEnd end)
    {
        if (end.Problems.Any(Problems.IsJournalLost))
        {
            return end; // what is missing from the record can be made good when the run is resumed, which one that is closed cannot be
        }

        try
        {
            if (Waits(end) || IsKeptOut(end))
            {
                run.Writer.Append(new JournalEvent.RunPaused(end.Step, end.Question is not null && end.Paused ? "waits for an answer" : end.Paused ? "the terminal was closed" : IsKeptOut(end) ? "another run has the lock" : JournalEvent.RunPaused.ForDoubt));
                _missed = run.Record(SiteKind.Paused, prepared.File.Path);
                return end;
            }

            var why = end.Problems.FirstOrDefault();
            var (outputs, file) = new OutputShelf(run.Directory).Keep(end.Outputs);
            run.Writer.Close(end.Status, end.ExitCode, end.Changed, why is null ? null : new(why.Code, why.Message, why.SqlState, why.Hint), outputs, file);
            _missed = run.Record(SiteKind.Closed, prepared.File.Path);
            return end;
        }
        catch (Exception e) when (e is JournalUnwritable or IOException or UnauthorizedAccessException)
        {
            return Unrecorded(end, e.Message);
        }
    }

    private JournalEvent.Planned Plan(List<Step> mayChange) => new(
        [.. mayChange.Select(Planned)],
        prepared.Playbook.AllSteps.Count() - mayChange.Count,
        mayChange.Count(step => step.Effect == Effect.Write),
        mayChange.Count(step => step.Effect == Effect.Destroy));

    private static PlannedStep Planned(Step step) =>
        new(step.Header.Path, step.Header.Id, step.Header.Keyword, EffectName.Of(step.Effect), step.Header.Title?.Text.Content);
}
