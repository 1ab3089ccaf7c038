using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using static SomaBrain.Runbooks.Cli.Views.Reports.JsonParts;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>The steps of a report for programs.</summary>
internal static class ReportJsonSteps
{
    public static Json.Object Of(ReportStep step) => Object(
        ("line", Whole(step.Line)),
        ("step", Said(step.Key)),
        ("id", Said(step.Id)),
        ("title", Said(step.Title)),
        ("kind", Said(step.Kind)),
        ("effect", Said(step.Effect)),
        ("target", Said(step.Target)),
        ("attempt", Whole(step.Attempt)),
        ("status", Said(step.Status)),
        ("begun", Time(step.Begin)),
        ("duration_us", step.Duration is { } took ? Micros(took) : null),
        ("changed", Said(Words.Changes.Word(step.Changed))),
        ("affected", Whole(step.Affected)),
        ("result", Said(step.Result)),
        ("reason", Said(step.Reason)),
        ("failure", ReportJson.Of(step.Failure)),
        ("rescued", step.IsRescued ? new Json.Boolean(true) : null),
        ("retried", step.IsRetried ? new Json.Boolean(true) : null),
        ("arms", step.Arms.IsEmpty ? null : List(step.Arms, arm => Said(arm)!)),
        ("transaction", Said(step.Xid)),
        ("sent", step.Sent is { } sent ? Of(sent) : null),
        ("metric", step.Metric is { } metric ? Of(metric) : null),
        ("evidence", step.Evidence.IsEmpty ? null : List(step.Evidence, Of)),
        ("undo", step.Undo.IsEmpty ? null : List(step.Undo, Of)),
        ("resolutions", step.Resolutions.IsEmpty ? null : List(step.Resolutions, Of)));

    private static Json.Object Of(ReportText sent) => Object(
        ("sha256", Said(sent.Sha256)), ("file", Said(sent.File)), ("values", sent.Values.IsEmpty ? null : List(sent.Values, value => Said(ReportWords.Of(value))!)));

    private static Json.Object Of(MetricReading metric) => Object(
        ("name", Said(metric.Name)), ("value", Said(metric.Value is { } value ? ReportWords.Of(value) : null)), ("unit", Said(metric.Unit)), ("level", Said(metric.Level)),
        ("labels", metric.Labels.IsEmpty ? null : new Json.Object([.. metric.Labels.DistinctBy(label => label.Name).Select(label => new Json.Member(label.Name, Said(label.Value)!))])));

    private static Json.Object Of(ReportEvidence evidence) => Object(
        ("name", Said(evidence.Name)),
        ("text", Said(evidence.Text)),
        ("columns", evidence.Table is { } table ? List(table.Columns, column => Said(column)!) : null),
        ("rows", evidence.Table is { } same ? List(same.Rows, row => List(row, cell => Said(cell)!)) : null),
        ("left_out", Said(evidence.LeftOut)),
        ("file", Said(evidence.File)),
        ("sha256", Said(evidence.Sha256)));

    private static Json.Object Of(KeptStep kept) => Object(
        ("step", Said(kept.Path)), ("kind", Said(kept.StepKind)), ("effect", Said(kept.Effect)), ("target", Said(kept.Target)),
        ("sent", ReportText.Of(kept.Rendered) is { } sent ? Of(sent) : null));

    private static Json.Object Of(JournalEvent.StepResolved resolution) => Object(
        ("resolution", Said(Words.Resolutions.Word(resolution.Resolution))), ("by", Said(resolution.By)), ("reason", Said(resolution.Reason)));
}
