using System.Globalization;
using SomaBrain.Runbooks.Cli.Views.Reports;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>The report as CI servers read it: a drill is a test case.</summary>
internal static class DrillJUnit
{
    public static string Render(IReadOnlyList<DrillResult> results)
    {
        var page = new MarkupWriter().Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").Open("testsuites");
        page.Open(
            "testsuite",
            ("name", "drills"),
            ("tests", Number(results.Count)),
            ("failures", Number(results.Count(result => result.Status == DrillStatus.Failed))),
            ("skipped", Number(results.Count(result => result.Status == DrillStatus.Skipped))),
            ("time", Time(TimeSpan.FromTicks(results.Sum(result => result.Elapsed.Ticks)))));
        foreach (var result in results)
        {
            Write(page, result);
        }

        return page.Close().Close().ToString();
    }

    private static void Write(MarkupWriter page, DrillResult result)
    {
        page.Open("testcase", ("classname", result.Version is { } version ? $"postgresql-{version}" : "postgresql"), ("name", result.Name), ("time", Time(result.Elapsed)));
        if (result.Status == DrillStatus.Skipped)
        {
            page.Empty("skipped", ("message", result.Reason));
        }

        if (result.Status == DrillStatus.Failed)
        {
            var problems = result.Problems.Select(problem => problem.ToString()).Append(result.Kept is { } kept ? $"kept: {kept}" : "");
            page.Element("failure", string.Join('\n', problems), ("message", result.Problems.FirstOrDefault()?.Message.Split('\n')[0] ?? "failed"));
        }

        page.Element("system-out", $"rows lost: {result.Lost ?? "-"}\nrecovery: {DrillReport.Seconds(result.Recovery)}\nchanged: {string.Join(", ", result.Changed)}\njournal: {result.Journal}");
        page.Close();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
