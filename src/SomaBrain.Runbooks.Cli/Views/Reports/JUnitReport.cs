using System.Globalization;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Findings;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>
/// A report as test results, which every CI shows: a case for each step. Fits the schemas of Ant and of Jenkins. A failure that was
/// rescued is a skipped case; earlier attempts of a step stand in what its case printed.
/// </summary>
public static class JUnitReport
{
    /// <summary>Characters of what a failed step sent.</summary>
    private const int Longest = 2_000;

    public static string Render(RunReport report)
    {
        var attempts = report.Steps.ToLookup(step => step.Key, StringComparer.Ordinal);
        var cases = report.Steps.Where(step => !step.IsRetried).ToList();
        var page = new MarkupWriter().Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").Open("testsuites");
        page.Open(
            "testsuite",
            ("name", report.Opened.Playbook.Title), ("package", report.Opened.Playbook.Path), ("id", "0"), ("hostname", report.Opened.Host),
            ("timestamp", report.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            ("time", Seconds(report.Duration)), ("tests", Count(cases.Count)), ("failures", Count(cases.Count(IsFailure))), ("errors", Count(cases.Count(IsError))),
            ("skipped", Count(cases.Count(step => SkippedFor(step) is not null))));
        page.Open("properties");
        foreach (var (name, value) in Properties(report))
        {
            page.Empty("property", ("name", name), ("value", value));
        }

        page.Close();
        foreach (var step in cases)
        {
            Case(page, report, step, [.. attempts[step.Key].Where(attempt => attempt.IsRetried)]);
        }

        return page.Element("system-out", $"{report.Status}: {ReportParts.Changed(report)}").Element("system-err", Error(report)).Close().Close().ToString();
    }

    private static IEnumerable<(string Name, string Value)> Properties(RunReport report) =>
    [
        ("run", report.Opened.Run),
        ("operator", $"{report.Opened.Operator} (claimed)"),
        ("status", report.Status),
        ("changed", Words.Changes.Word(report.Changed)),
        ("integrity", report.Integrity.Verdict),
        .. report.Integrity.Unwitnessed.Select(lines => ("unwitnessed", lines.ToString())),
        .. report.Opened.Targets.Select(target => ($"target {target.Name}", target.Binding)),
        .. report.Opened.Parameters.Select(parameter => ($"parameter {parameter.Name}", Glimpse.Of(ReportWords.Of(parameter)))),
    ];

    private static void Case(MarkupWriter page, RunReport report, ReportStep step, IReadOnlyList<ReportStep> before)
    {
        page.Open("testcase", ("classname", report.Opened.Playbook.Path), ("name", Glimpse.Of($"{step.Name}: {step.Label}")), ("time", Seconds(step.Duration ?? TimeSpan.Zero)));
        if (SkippedFor(step) is { } why)
        {
            page.Empty("skipped", ("message", why));
        }
        else if (IsFailure(step))
        {
            page.Element("failure", Details(step), ("message", step.Failure?.Message ?? "failed"), ("type", step.Failure?.Code ?? "failed"));
        }
        else if (IsError(step))
        {
            page.Element("error", Details(step), ("message", step.Reason ?? "no outcome is recorded"), ("type", step.Status));
        }

        string?[] lines =
        [
            .. before.Select(attempt => $"before: {attempt.Status}{(attempt.Failure is { } failure ? $": {ReportWords.Of(failure)}" : "")}"),
            step.Result,
            step.Status == "warned" && step.Failure is { } warning ? $"warned: {ReportWords.Of(warning)}" : null,
            step.IsInDoubt ? ReportWords.Changed(Changed.Unknown) : step.MayHaveChanged ? ReportWords.Changed(step.Changed) : null,
        ];
        if (string.Join('\n', lines.OfType<string>()) is { Length: > 0 } printed)
        {
            page.Element("system-out", printed);
        }

        page.Close();
    }

    private static bool IsFailure(ReportStep step) => step is { Status: "failed", IsRescued: false };

    private static bool IsError(ReportStep step) => step.IsInDoubt || step.Status == "cancelled" || (step.Status is ReportStep.Open or ReportStep.InDoubt && step.Resolutions.IsEmpty);

    /// <summary>Null of a case that has a result.</summary>
    private static string? SkippedFor(ReportStep attempt) => attempt switch
    {
        { Status: ReportStep.Skipped } => attempt.Reason ?? "",
        { Status: ReportStep.Waiting } => "waits for an answer",
        { IsRescued: true, Failure: { } failure } => $"rescued: {ReportWords.Of(failure)}",
        { IsRescued: true } => "rescued",
        _ => null,
    };

    private static string Details(ReportStep step)
    {
        string?[] lines =
        [
            step.Failure is { } failure ? ReportWords.Of(failure) : step.Reason,
            step.Failure?.Hint is { } hint ? $"hint: {hint}" : null,
            step.Sent?.Text is { } text ? text.Length <= Longest ? text : $"{text[..Longest]}…" : null,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Error(RunReport report) => report.Unstepped() is { } failure ? ReportWords.Of(failure) : "";

    private static string Seconds(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.000###}");

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
