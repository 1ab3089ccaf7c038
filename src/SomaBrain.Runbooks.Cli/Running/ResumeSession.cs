using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.Running.Undoing;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>`runbook resume`: continues a run from its journal, whether it waits or was broken off.</summary>
internal sealed class ResumeSession(ResumeRequest request, StateDirectory state, RunDirectory directory, JournalFile log)
{
    private readonly DiagnosticBag _problems = new();
    private readonly string _by = OperatorName.Of(request.Operator);

    public static async Task<int> RunAsync(ResumeRequest request)
    {
        if (Output.State(request.NoColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (directory, problem) = state.Find(request.Run);
        if (directory is null)
        {
            return Output.Fail(problem!, request.NoColor, ExitCode.Invalid);
        }

        try
        {
            var (log, refusal) = directory.TryOpenJournal();
            using var _ = log;
            return log is null
                ? Output.Fail(refusal!, request.NoColor, ExitCode.Failed)
                : await new ResumeSession(request, state, directory, log).RunAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalUnwritable)
        {
            return Output.Fail(Problems.JournalNotOpened(directory.Path, FileTrouble.Of(e)), request.NoColor, ExitCode.Failed);
        }
    }

    private async Task<int> RunAsync()
    {
        var (journal, refusal) = BrokenJournal.Read(state, directory, log);
        if (journal is null)
        {
            return Output.Fail(refusal!, request.NoColor, ExitCode.Invalid);
        }

        if (KnownElsewhere.Ask(state, directory, journal, _problems) is { } contradiction)
        {
            return Output.Fail(contradiction, request.NoColor, ExitCode.Invalid);
        }

        if (BeginningDirectory.Enter(directory.Run, journal.Opened) is { } elsewhere)
        {
            return Output.Fail(elsewhere, request.NoColor, ExitCode.Invalid);
        }

        var current = journal.Current;
        var recorded = new Recorded(journal.Entries.Select(entry => entry.Event), directory.Result) { BegunAt = journal.BegunAt };
        var isChanged = current.Undoes is null && !request.GivesUp && ChangedPlaybook.Find(current) is { } changed ? changed : null; // an undo has its steps from the journal, a run that is given up ends as it began
        if (isChanged is not null && request.AcceptChanged is null)
        {
            return Output.Fail(Problems.PlaybookChanged(directory.Run, isChanged), request.NoColor, ExitCode.Stale);
        }

        var (original, missing) = current.Undoes is { } undoes ? state.Find(undoes.Run) : default;
        var (undone, refused) = original?.TryOpenJournal() ?? default;
        using var heldToo = undone; // nobody else undoes it meanwhile
        if ((missing ?? refused) is { } unfit)
        {
            return Output.Fail(unfit, request.NoColor, missing is null ? ExitCode.Failed : ExitCode.Invalid);
        }

        var (prepared, accepted) = current.Undoes is not null ? (UndoPreparation.Again(state, directory.Run, current, request.NoColor, _problems), null)
            : isChanged is null ? (Kept(current), null)
            : ChangedPlaybook.Read(current, directory, _by, request.AcceptChanged!, _problems) is { } now ? (now.Prepared, now.Accepted)
            : default;
        if (prepared is not null && accepted is not null && RecordFit.Check(directory.Run, recorded, prepared.Playbook) is { } misfit)
        {
            return Output.Fail(misfit, request.NoColor, ExitCode.Stale);
        }

        prepared = prepared is null || current.Undoes is not null ? prepared : WithFormer(prepared, recorded.Events, accepted is not null);
        var resolutions = OpenSteps.Resolve(directory.Run, recorded, request, _by, _problems);
        prepared = prepared is null || current.Undoes is not null ? prepared : prepared with { Parameters = KeptParameters.Restore(journal.Opened, prepared.Playbook, MarkKey.Of(state, directory.Run), request.AcceptChanged is not null || request.GivesUp, request.NoColor, _problems) };
        var given = prepared is null ? [] : new GivenAnswers(prepared.Playbook, accepted is null ? recorded : Recorded.Nothing, _problems).Read(request.Answers);
        if (prepared is null || _problems.HasErrors)
        {
            Output.Problems(_problems, request.NoColor);
            return ExitCode.Invalid;
        }

        using var control = new RunControl();
        using var view = RunViews.For(request.Format, request.NoColor, request.Loudness, TimeProvider.System);
        using var signals = new Signals(control, view.Say);
        await using var targets = await BoundTargets.BindAsync(
            prepared.Playbook, current.Playbook.Path, [.. journal.Opened.Targets.Select(target => $"{target.Name}={target.Binding}")], null, state, _problems, control.StoppedToken);
        Output.Problems(_problems, request.NoColor);
        if (targets is null)
        {
            return ExitCode.Invalid;
        }

        List<JournalEvent> before = [.. journal.Entries.Select(entry => entry.Event), .. prepared.Before];
        if (await targets.RequireAsync(before, view.Say, control.StoppedToken) is { } another)
        {
            return Output.Fail(another, request.NoColor, ExitCode.Invalid);
        }

        using var run = Continue(journal, accepted, targets.Anchoring, view);
        var missed = run.Record(SiteKind.Resumed, current.Playbook.Path);
        Output.Problems(missed, request.NoColor);
        if (missed.Any(one => one.Severity == Severity.Error))
        {
            run.Writer.Append(new JournalEvent.RunPaused(null, "an anchor did not take the head"));
            run.Site.Record(SiteKind.Paused, directory.Run, run.Writer.Head, current.Playbook.Path);
            return ExitCode.Failed;
        }

        return await new RunSession(prepared, targets, run, view, control)
        {
            Yes = request.Yes,
            GivesUp = request.GivesUp,
            Resumed = true,
            Answers = given,
            NoColor = request.NoColor,
            Resolutions = resolutions,
        }.RunAsync(recorded);
    }

    /// <summary>Writes who goes on, with what, and what the crash had torn.</summary>
    private OpenRun Continue(BrokenJournal journal, JournalEvent.PlaybookAccepted? accepted, Anchoring anchoring, IRunView view)
    {
        var writer = new JournalWriter(log, TimeProvider.System, journal.Head, view, new OperatorLog(state, directory.Run));
        var run = new OpenRun(directory, log, writer, state.SiteLog(TimeProvider.System), state, _by, journal.Entries[0].At) { Opened = journal.Opened, Anchoring = anchoring };
        foreach (var recovered in journal.PutAside)
        {
            writer.Append(recovered);
        }

        var before = journal.Operator == _by ? null : journal.Operator;
        writer.Append(new JournalEvent.RunResumed(_by, Environment.MachineName, Environment.ProcessId, RunOpening.EngineVersion) { TakenOverFrom = before });
        if (accepted is not null)
        {
            writer.Append(accepted);
        }

        if (before is not null)
        {
            view.Say($"taken over from {before}");
        }

        return run;
    }

    /// <summary>What was remembered to be undone before a playbook was changed stands in the one before.</summary>
    private Preparation? WithFormer(Preparation prepared, IReadOnlyList<JournalEvent> events, bool isNew)
    {
        if (!isNew && !events.Any(one => one is JournalEvent.PlaybookAccepted))
        {
            return prepared;
        }

        if (FollowedPlaybooks.Read(directory, events, _problems) is not { } followed)
        {
            return null;
        }

        List<Playbook> former = [.. followed.Playbooks];
        if (!isNew)
        {
            former.RemoveAt(former.Count - 1);
        }

        return prepared with { Former = former };
    }

    private Preparation? Kept(JournalEvent.RunOpened current)
    {
        var kept = new KeptPlaybooks(directory, current);
        return kept.First(_problems) is { } file && new PlaybookReader(BuiltInSteps.ForReading(), kept).Read(file.Source, _problems) is { } playbook
            ? new(file, playbook, Preparation.NoParameters)
            : null;
    }
}
