using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>What somebody looks for in a report.</summary>
public static class ReportFindings
{
    /// <summary>Steps that failed, each failure once: not again for the steps around it. Also those that were retried or rescued.</summary>
    public static IReadOnlyList<ReportStep> Failed(this RunReport report)
    {
        var failed = report.Steps.Where(step => step.Failure is not null && step.Status is "failed" or "cancelled").ToList();
        var inner = failed.Where(step => !step.IsContainer).Select(step => step.Failure).ToHashSet();
        return [.. failed.Where(step => !step.IsContainer || !inner.Contains(step.Failure))];
    }

    /// <summary>What ended the run, where no step tells it.</summary>
    public static Failure? Unstepped(this RunReport report) =>
        report.Closed?.Failure is { } failure && report.Steps.All(step => step.Failure != failure) ? failure : null;

    public static IEnumerable<ReportStep> Warned(this RunReport report) => report.Steps.Where(step => step.Status == "warned");

    public static IEnumerable<ReportStep> Skipped(this RunReport report) => report.Steps.Where(step => step.Status == ReportStep.Skipped);

    /// <summary>Steps that were in doubt, settled or not.</summary>
    public static IEnumerable<ReportStep> Doubted(this RunReport report) => report.Steps.Where(step => step.IsInDoubt || !step.Resolutions.IsEmpty);

    /// <summary>What would revert the run: each statement once, with all times that it was remembered, in the order of the steps.</summary>
    public static IReadOnlyList<IReadOnlyList<KeptStep>> Undos(this RunReport report) =>
    [
        .. report.Steps.SelectMany(step => step.Undo)
            .GroupBy(kept => (Path: LoopPath.WithoutTurns(kept.Path), kept.Rendered?.Sha256))
            .Select(group => group.ToList()),
    ];

    public static IEnumerable<ReportStep> Measured(this RunReport report) => report.Steps.Where(step => step.Metric is not null);

    public static IEnumerable<ReportStep> Proven(this RunReport report) => report.Steps.Where(step => !step.Evidence.IsEmpty);

    /// <summary>What changed something or may have: each statement once, with all times that it was sent.</summary>
    public static IReadOnlyList<ReportChange> Changes(this RunReport report) =>
    [
        .. report.Steps.Where(step => step.MayHaveChanged)
            .GroupBy(step => (Path: LoopPath.WithoutTurns(step.Key), step.Sent?.Sha256))
            .Select(group => new ReportChange([.. group])),
    ];
}
