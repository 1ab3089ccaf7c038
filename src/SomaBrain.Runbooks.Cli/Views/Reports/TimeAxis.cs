using System.Globalization;
using SomaBrain.Runbooks.Cli.Reporting;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>Where a step's bar stands: the time of the run from left to right, without the pauses, in which nothing was at work.</summary>
internal sealed class TimeAxis
{
    private readonly RunReport _report;
    private readonly List<(DateTimeOffset From, TimeSpan Cut)> _pauses = [];
    private readonly double _length;

    public TimeAxis(RunReport report)
    {
        _report = report;
        var sum = TimeSpan.Zero;
        foreach (var pause in report.Gaps.Where(gap => gap.IsPause))
        {
            sum += pause.Length;
            _pauses.Add((pause.From, sum));
        }

        _length = Math.Max((report.Duration - sum).TotalMilliseconds, 1);
    }

    /// <summary>Left edge and width, in percent, so that they fit into the axis.</summary>
    public (string Left, string Width) Of(ReportStep step)
    {
        var left = Math.Clamp(At(step.Begin), 0, 99.7);
        var width = Math.Clamp(At(step.End) - left, 0.3, 100 - left);
        return (Percent(left), Percent(width));
    }

    private double At(DateTimeOffset at) => (at - _report.Started - CutBefore(at)).TotalMilliseconds * 100 / _length;

    private TimeSpan CutBefore(DateTimeOffset at)
    {
        var cut = TimeSpan.Zero;
        foreach (var pause in _pauses)
        {
            if (pause.From >= at)
            {
                break;
            }

            cut = pause.Cut;
        }

        return cut;
    }

    private static string Percent(double amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.##}%");
}
