using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Cli.Views.Reports.JsonParts;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>A report for programs: `docs/reports.md` names its members. What is not known is left out.</summary>
public static class ReportJson
{
    /// <summary>Of the format.</summary>
    private const int Version = 1;

    public static string Render(RunReport report) => $"{CanonicalJson.Text(Of(report))}\n";

    private static Json.Object Of(RunReport report) => Object(
        ("report", new Json.Integer(Version)),
        ("run", Said(report.Opened.Run)),
        ("title", Said(report.Opened.Playbook.Title)),
        ("playbook", Said(report.Opened.Playbook.Path)),
        ("playbook_sha256", Said(report.Opened.Playbook.Sha256)),
        ("calls", List(report.Opened.Callees, callee => Object(("playbook", Said(callee.Path)), ("sha256", Said(callee.Sha256))))),
        ("operator", Said(report.Opened.Operator)),
        ("host", Said(report.Opened.Host)),
        ("engine", Said(report.Opened.Engine)),
        ("started", Time(report.Started)),
        ("ended", Time(report.Ended)),
        ("duration_us", Micros(report.Duration)),
        ("paused_us", Micros(report.Paused)),
        ("status", Said(report.Status)),
        ("exit_code", Whole(report.Closed?.ExitCode)),
        ("changed", Said(Words.Changes.Word(report.Changed))),
        ("failure", Of(report.Closed?.Failure)),
        ("targets", List(report.Opened.Targets, target => Object(("name", Said(target.Name)), ("binding", Said(target.Binding))))),
        ("servers", List(report.Servers, Of)),
        ("parameters", List(report.Opened.Parameters, parameter => Object(("name", Said(parameter.Name)), ("value", Said(ReportWords.Of(parameter)))))),
        ("integrity", Object(
            ("verdict", Said(report.Integrity.Verdict)), ("lines", Whole(report.Integrity.Head.Count)), ("head", Said(report.Integrity.Head.Sha256)),
            ("problem", Said(report.Integrity.Problem)), ("unreadable", Whole(report.Unreadable)),
            ("unwitnessed", report.Integrity.Unwitnessed.IsEmpty ? null : List(report.Integrity.Unwitnessed, VerifyView.ToJson)))),
        ("texts", new Json.Object([.. Texts(report)])),
        ("steps", List(report.Steps, ReportJsonSteps.Of)),
        ("moments", List(report.Moments, moment => Object(("line", Whole(moment.Line)), ("at", Time(moment.At)), ("what", Said(moment.Word)), ("text", Said(moment.Text))))),
        ("gaps", List(report.Gaps, gap => Object(("from", Time(gap.From)), ("length_us", Micros(gap.Length)), ("paused", new Json.Boolean(gap.IsPause))))),
        ("answers", List(report.Answers, Of)),
        ("undone_by", List(report.UndoneBy, run => Said(run)!)),
        ("outputs", (report.Closed?.Outputs as Value.Row)?.Fields is { } outputs ? new Json.Object([.. outputs.Select(field => new Json.Member(field.Name, Said(ReportWords.Of(field.Value))!))]) : null),
        ("outputs_file", Said(report.Closed?.OutputsFile?.File)));

    /// <summary>What was sent stands once, by its hash.</summary>
    private static IEnumerable<Json.Member> Texts(RunReport report)
    {
        var kept = report.Steps.SelectMany(step => step.Undo).Select(undo => (undo.Rendered?.Sha256, undo.Rendered?.Text));
        return report.Steps.Select(step => (step.Sent?.Sha256, step.Sent?.Text)).Concat(kept)
            .Where(text => text.Text is not null).DistinctBy(text => text.Sha256).Select(text => new Json.Member(text.Sha256!, Said(text.Text)!));
    }

    private static Json.Object Of(JournalEvent.TargetConnected server) => Object(
        ("target", Said(server.Target)), ("database", Said(server.Database)), ("user", Said(server.User)), ("version", Whole(server.Version)),
        ("standby", new Json.Boolean(server.Standby)), ("system", Said(server.System)), ("timeline", Whole(server.Timeline)), ("address", Said(server.Address)));

    private static Json.Object Of(ReportAnswer answer) => Object(
        ("step", Said(answer.Step)), ("question", Said(answer.Question)), ("asked", Time(answer.Asked)), ("answer", Said(answer.Answer)), ("by", Said(answer.By)),
        ("how", Said(answer.How)), ("waited_us", answer.Waited is { } waited ? Micros(waited) : null), ("approvals", Whole(answer.Approvals)));

    internal static Json.Object? Of(Failure? failure) => failure is null ? null : Object(
        ("code", Said(failure.Code)), ("message", Said(failure.Message)), ("sqlstate", Said(failure.SqlState)), ("hint", Said(failure.Hint)));
}
