using System.Globalization;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Findings;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>What the page and the Markdown say in the same words.</summary>
internal static class ReportParts
{
    /// <summary>Of one statement, times that are told one by one.</summary>
    public const int MostTimes = 20;

    private const int LongestValue = 200;
    private const int LongestText = 4_000;
    private const int MostNamed = 5;

    /// <summary>Who ran what, where and with what.</summary>
    public static IEnumerable<(string Name, string Fact)> Facts(RunReport report)
    {
        var opened = report.Opened;
        return
        [
            ("run", opened.Run),
            ("begun", ReportWords.Moment(report.Started)),
            (report.Closed is null ? "last line" : "ended", ReportWords.Moment(report.Ended)),
            ("operator", $"{opened.Operator} (claimed)"),
            ("host", $"{opened.Host}, process {opened.Pid}, runbook {opened.Engine}"),
            ("playbook", $"{opened.Playbook.Path}, SHA-256 {opened.Playbook.Sha256}"),
            .. opened.Callees.Select(callee => ("calls", $"{callee.Path}, SHA-256 {callee.Sha256}")),
            .. opened.Targets.Select(target => ($"target {target.Name}", target.Binding)),
            .. report.Servers.Select(server => ($"{server.Target} was", ReportWords.Of(server))),
            .. opened.Parameters.Select(parameter => ($"parameter {parameter.Name}", ReportWords.Of(parameter))),
            .. report.Plan is { } plan
                ? [("planned", $"{KeyResult.Count(plan.Reads, "step reads", "steps read")}, {plan.Writes} may write, {plan.Destroys} may destroy")]
                : Array.Empty<(string, string)>(),
        ];
    }

    /// <summary>`Changed by 2 fill, 9.block.1 move; unknown: 10 restart.`</summary>
    public static string Changed(RunReport report)
    {
        var changes = report.Changes();
        var (certain, uncertain) = (Named(changes.Where(change => !change.IsUncertain)), Named(changes.Where(change => change.IsUncertain)));
        var words = ReportWords.Changed(report.Changed);
        var said = $"{char.ToUpperInvariant(words[0])}{words[1..]}";
        return report.Changed switch
        {
            Journaling.Events.Changed.Yes => $"{said}{(certain.Length == 0 ? "" : $" by {certain}")}{(uncertain.Length == 0 ? "" : $"; unknown: {uncertain}")}.",
            Journaling.Events.Changed.Unknown when certain.Length > 0 => $"Changed by {certain}; unknown: {(uncertain.Length == 0 ? "the rest" : uncertain)}.",
            _ when changes.Count == 0 => $"{said}.",
            _ => $"{said}: {Named(changes)}.",
        };
    }

    private static string Named(IEnumerable<ReportChange> changes)
    {
        var names = changes.Select(change => change.Name).ToList();
        return string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {KeyResult.Count(names.Count - MostNamed, "more step", "more steps")}" : "");
    }

    /// <summary>What is to be known of a change, one fact after the other.</summary>
    public static string Of(ReportChange change)
    {
        var step = change.First;
        string?[] facts =
        [
            step.Effect,
            step.Target is { } target ? $"on {target}" : null,
            change.Affected is { } rows ? KeyResult.Count(rows, "row affected", "rows affected") : change.Times.Length == 1 ? step.Result : null,
            change.Times.Length > 1
                ? string.Create(CultureInfo.InvariantCulture, $"sent {change.Times.Length:N0} times")
                : $"at {ReportWords.Clock(step.Begin)}, {(step.Duration is { } took ? DurationText.Of(took) : Settled(step) ?? "no outcome is recorded")}",
            change.IsInDoubt ? "in doubt: nobody knows whether it took effect" : null,
            step.Xid is { } xid && change.Times.Length == 1 ? $"transaction {xid}" : null,
            change.CanBeUndone ? "an undo is remembered" : "no undo is remembered",
        ];
        return string.Join(" · ", facts.OfType<string>());
    }

    /// <summary>`9.block.1.undo.1 · sql · write · on db · for 3 turns`</summary>
    public static string Of(IReadOnlyList<KeptStep> undos)
    {
        string?[] facts =
        [
            undos.Count == 1 ? undos[0].Path : LoopPath.WithoutTurns(undos[0].Path), undos[0].StepKind, undos[0].Effect, undos[0].Target is { } target ? $"on {target}" : null,
            undos.Count > 1 ? $"remembered {KeyResult.Count(undos.Count, "time", "times")}" : null,
        ];
        return string.Join(" · ", facts.OfType<string>());
    }

    /// <summary>Result, failure, reason: what a reader of a line asks next.</summary>
    public static string Notes(ReportStep step)
    {
        string?[] notes =
        [
            step.Arms is [] or ["block"] ? null : $"took {string.Join(", ", step.Arms)}",
            step.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {step.Attempt}") : null,
            step.Result,
            step.Failure is { } failure ? ReportWords.Of(failure) : null,
            step.Reason,
            step.IsRescued ? "rescued" : null,
            Settled(step),
            step.Status == ReportStep.Open && step.Resolutions.IsEmpty ? "started; no outcome is recorded" : null,
        ];
        return string.Join(" · ", notes.OfType<string>().Select(note => Glimpse.Of(note)));
    }

    /// <summary>`settled as done by bob`; null of a step that never was in doubt, or still is.</summary>
    private static string? Settled(ReportStep step) =>
        step.Resolutions is [.., var last] ? $"settled as {Words.Resolutions.Word(last.Resolution)} by {last.By}" : null;

    public static string By(ReportAnswer answer) => answer.By is null
        ? answer.Approvals == 0 ? "waits for the operator" : $"waits for {KeyResult.Count(answer.Approvals, "approval", "approvals")}"
        : $"{answer.By} ({answer.How}){(answer.Waited >= ReportGap.Shortest ? $", after {DurationText.Of(answer.Waited.Value)}" : "")}";

    /// <summary>`$1 = 30, $2 = (secret params.token)`</summary>
    public static string Values(ReportText? sent) => string.Join(", ", (sent?.Values ?? []).Select((value, i) =>
        string.Create(CultureInfo.InvariantCulture, $"${i + 1} = {Glimpse.Of(ReportWords.Of(value), LongestValue)}")));

    /// <summary>What was sent, as much as a report shows; null when it is not in the journal.</summary>
    public static string? Text(ReportText sent) => sent.Text switch
    {
        null => null,
        { Length: > LongestText } text => $"{text[..LongestText]}\n… {KeyResult.Count(text.Length - LongestText, "more character", "more characters")}",
        var text => text.Trim('\n'),
    };

    /// <summary>In place of a text that is not in the journal.</summary>
    public static string Elsewhere(ReportText sent) => sent.File is { } file
        ? $"The text is in {file} of the run's directory."
        : $"The text with SHA-256 {sent.Sha256} is not in the journal.";

    /// <summary>What the verdict over the journal means.</summary>
    public static string Integrity(RunReport report)
    {
        var unreadable = report.Unreadable == 0 ? "" : $" {KeyResult.Count(report.Unreadable, "line", "lines")} could not be read, so that this report may miss something.";
        return $"{report.Integrity.Problem ?? "Every line of the journal is as it was written."}{unreadable}{string.Concat(report.Integrity.Unwitnessed.Select(lines => $" Of them, {lines}."))}";
    }

    /// <summary>Whether what was remembered to revert the run was ever used.</summary>
    public static string Undo(RunReport report) => report.UndoneBy switch
    {
        [] => "Remembered, with these values. Nothing of it has been run.",
        [var one] => $"Run {one} undid it.",
        var several => $"Runs {string.Join(", ", several)} undid it.",
    };
}
