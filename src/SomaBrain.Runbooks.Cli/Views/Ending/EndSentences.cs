using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Views.Ending;

/// <summary>What the end of a run is told with (execution.md §3).</summary>
/// <param name="What">How it ended.</param>
/// <param name="Changed">Whether anything changed.</param>
/// <param name="Next">What to do; null when there is nothing to do.</param>
public sealed record EndSentences(string What, string Changed, string? Next)
{
    public static EndSentences Of(RunEnd end, RunFooter footer, Playbook? playbook)
    {
        var said = Said(end, footer, playbook);
        return end.ExitCode != ExitCode.InDoubt && end.Problems.FirstOrDefault(Problems.IsJournalLost) is { Hint: { } goOn }
            ? said with { Next = $"{OneLine.Of(goOn)}{Password(footer)}" } // it is not at its end, so that nothing can be undone
            : said;
    }

    private static EndSentences Said(RunEnd end, RunFooter footer, Playbook? playbook)
    {
        var step = Step(end.Step, playbook);
        var changed = ChangedBy(end, "Changed by");
        var hint = (end.Why ?? end.Problems.FirstOrDefault(problem => problem.Severity == Severity.Error))?.Hint;
        return end.ExitCode switch
        {
            ExitCode.Done => new($"Done in {DurationText.Of(footer.Took)}.", changed, null),
            ExitCode.Failed => new($"Failed{step}.", changed, NextOr(hint, "mend what is shown below, then run it again")),
            ExitCode.Invalid => new("Not started: the playbook or its parameters are invalid.", "Nothing was changed.", NextOr(hint, "correct what is shown below")),
            ExitCode.SaidNo => new($"A check said no{step}.", changed, NextOr(hint, "look at what the check found")),
            ExitCode.FailedUndone => new($"Failed{step}.", "What was changed was undone.", NextOr(hint, "nothing is left to clean up; mend what is shown below, then run it again")),
            ExitCode.FailedAfterChange when end.Undoing is { } left => new(
                $"Failed{step}.", ChangedBy(end, "Changed by", left.IsEmpty ? "" : $"; not undone: {Words(left)}"),
                $"{(end.Undoable == 0 ? "" : $"`runbook undo {footer.RunId}` tries it again; ")}look at what is not undone before you run it again"),
            ExitCode.FailedAfterChange when end.Status == RunStatus.Aborted => new(
                Stopped(end, playbook), ChangedBy(end, "Changed by", "; nothing was undone"),
                Undo(end, footer, "") ?? "look at what the changed steps left behind before you run it again"),
            ExitCode.FailedAfterChange when end.Changes.IsEmpty => new($"Failed{step}.", changed, LeftBehind(hint, "step")),
            ExitCode.FailedAfterChange => new(
                $"Failed{step}.", ChangedBy(end, "Changed by", "; nothing was undone"), Undo(end, footer, "; or mend what is shown below") ?? LeftBehind(hint, "changed steps")),
            ExitCode.InDoubt => new(
                $"In doubt{step}: nobody knows whether it took effect.", Before(end),
                $"{Doubtful(NextOr(end.Doubt?.Hint ?? hint, "look at the server before you run anything again"), footer.Resume)}{(footer.Resume is null ? "" : Password(footer))}"),
            ExitCode.Paused => new(
                $"Paused{step}.", end.Changes.IsEmpty && end.Changed == Journaling.Events.Changed.None ? "Nothing was changed so far." : ChangedBy(end, "Changed so far by"),
                end.Why is { } why && Problems.IsAboutApprovals(why) ? $"this version cannot take signed approvals yet: `runbook abort {footer.RunId}` ends the run"
                : footer.Resume is not { } resume ? "run it on a terminal to answer" : $"{(end.Question is null ? "go on" : "answer")} with `{OneLine.Of(resume)}`{Password(footer)}"),
            ExitCode.Aborted => new(
                Stopped(end, playbook), changed,
                end.FailedCleaning is null ? "nothing is left to clean up; run it again when you are ready" : "mend what is shown below, and look at what was to be cleaned up"),
            ExitCode.Locked => new("Locked by another run.", changed, NextOr(hint, "wait until that run ends")),
            ExitCode.Internal => new("The program itself failed.", changed, "keep the journal, look at the server, and report what is shown below"),
            _ => new($"Ended with code {end.ExitCode}{step}.", changed, NextOr(hint, "look at what is shown below")),
        };
    }

    /// <summary>What failed while it cleaned up is not where it was stopped.</summary>
    private static string Stopped(RunEnd end, Playbook? playbook) => end.FailedCleaning is not { } failed ? $"Stopped by the operator{Step(end.Step, playbook)}."
        : $"Stopped by the operator{(end.Step != failed ? Step(end.Step, playbook) : Step(end.StoppedBehind, playbook, "after"))};{Step(failed, playbook, "then")} failed.";

    private static string ChangedBy(RunEnd end, string words, string more = "") => end switch
    {
        { Changes.IsEmpty: false } => $"{words}: {Words(end.Changes)}{(end.Unsure.IsEmpty ? "" : $"; whether by {Words(end.Unsure)}, too, is not known")}{more}.",
        { Changed: Journaling.Events.Changed.Unknown } => "Whether anything was changed is not known.",
        { Changed: Journaling.Events.Changed.Undone } => "What was changed was undone.",
        _ => "Nothing was changed.",
    };

    /// <summary>What others did than the step in doubt.</summary>
    private static string Before(RunEnd end) => end switch
    {
        { Changes.IsEmpty: false, Unsure.IsEmpty: true, MayHaveChanged: true } => ChangedBy(end, "Changed before by", "; whether by other steps, too, is not known"),
        { Changes.IsEmpty: false } => ChangedBy(end, "Changed before by"),
        { MayHaveChanged: true } => "Whether another step changed anything is not known.",
        _ => "No other step changed anything.",
    };

    private static string Doubtful(string next, string? resume) =>
        resume is null || next.Contains(resume, StringComparison.Ordinal) ? next : $"{next}; `{OneLine.Of(resume)}` asks whom it can and goes on";

    private static string Password(RunFooter footer) =>
        footer.ForgetsPassword ? "; the password of `--target` is kept nowhere: give it by PGPASSWORD or ~/.pgpass" : "";

    private static string Words(IReadOnlyCollection<string> steps) => string.Join(", ", steps.Select(OneLine.Of));

    private static string? Undo(RunEnd end, RunFooter footer, string otherwise) =>
        end.Undoable == 0 ? null : $"`runbook undo {footer.RunId}` shows what can be undone, and what cannot, before it asks{otherwise}";

    /// <summary>After a change the mend alone is not enough.</summary>
    private static string LeftBehind(string? hint, string steps) =>
        $"{(hint is null ? "" : $"{OneLine.Of(hint)}; ")}look at what the {steps} left behind before you run it again";

    private static string NextOr(string? hint, string otherwise) => OneLine.Of(hint ?? otherwise);

    /// <summary>` at step 4 (batch)`: the tree shows the path, the playbook the id.</summary>
    private static string Step(string? name, Playbook? playbook, string how = "at")
    {
        if (name is null)
        {
            return "";
        }

        var path = playbook?.AllSteps.FirstOrDefault(step => step.Header.Name == name)?.Header.Path ?? name;
        return path == name ? $" {how} step {OneLine.Of(name)}" : $" {how} step {path} ({OneLine.Of(name)})";
    }
}
