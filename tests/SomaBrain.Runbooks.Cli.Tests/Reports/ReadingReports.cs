using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Findings;
using SomaBrain.Runbooks.Cli.Views.Reports;
using SomaBrain.Runbooks.Cli.Views.Reports.Html;
using SomaBrain.Runbooks.Cli.Views.Reports.Markdown;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Tests.Reports;

public static class ReadingReports
{
    private static readonly RunReport Report = SampleRun.Report();

    [Fact]
    public static void A_failure_that_was_rescued_is_told_as_such()
    {
        Assert.Equal([("6.block.1", true), ("8", false)], Report.Failed().Select(step => (step.Key, step.IsRescued)));
        Assert.Null(Report.Unstepped());
    }

    [Theory]
    [InlineData("1", "1.undo.1")]
    [InlineData("1[0]", "1[0].undo.1")]
    [InlineData("1", "1.block.1.undo.2")]
    public static void An_undo_that_failed_was_rescued_by_nobody(string step, string undo)
    {
        var run = new SampleRun();
        run.At(0, SampleRun.Opened("x"));
        foreach (var (key, status, failure) in new[] { (step, StepStatus.Ok, null), (undo, StepStatus.Failed, new Failure("RB430", "division by zero", "22012", null)) })
        {
            run.At(0.1, new StepIntent(key, null, "sql", "write", "db", 1, null, null));
            run.At(0.1, new StepOutcome(key, 1, status, TimeSpan.FromSeconds(0.1), null, Changed.None, failure));
        }

        run.Close(RunStatus.Failed, 6, Changed.Yes, new("RB430", "division by zero", "22012", null));
        var report = run.Read();
        Assert.Equal([(undo, false)], report.Failed().Select(failed => (failed.Key, failed.IsRescued)));
        Assert.Contains("failures=\"1\"", JUnitReport.Render(report), StringComparison.Ordinal);
        foreach (var text in new[] { MarkdownReport.Render(report), HtmlReport.Render(report), ReportJson.Render(report), JUnitReport.Render(report) })
        {
            Assert.DoesNotContain("rescued", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public static void Turns_that_send_the_same_are_one_change()
    {
        Assert.Equal([("3 move", 14), ("7 swap", 1), ("finally.1 purge", 1)], Report.Changes().Select(change => (change.Name, change.Times.Length)));
        Assert.Equal(1400, Report.Changes()[0].Affected);
        Assert.Equal("DELETE FROM audit_log WHERE id = $1 AND note = $2", Report.Changes()[0].Times[^1].Sent!.Text);
    }

    [Fact]
    public static void What_was_begun_and_has_no_outcome_is_in_doubt_until_it_is_settled()
    {
        Assert.Equal([("7", false), ("finally.1", true)], Report.Doubted().Select(step => (step.Key, step.IsInDoubt)));
        Assert.Equal(Changed.Yes, Report.Steps.Single(step => step.Key == "7").Changed);
    }

    [Fact]
    public static void A_pause_is_a_gap_and_no_work()
    {
        Assert.Equal(TimeSpan.FromHours(1), Report.Paused);
        Assert.Equal([true, false], Report.Gaps.Select(gap => gap.IsPause));
        Assert.Equal("1h 00m", Cli.Views.Progress.DurationText.Of(Report.Answers.Single().Waited!.Value));
        Assert.Contains(Report.Moments, moment => moment is { Word: "next day", Text: "2026-11-23" });
    }

    [Fact]
    public static void A_secret_is_its_name()
    {
        foreach (var text in new[] { MarkdownReport.Render(Report), HtmlReport.Render(Report), ReportJson.Render(Report), JUnitReport.Render(Report) })
        {
            Assert.Contains("secret from env", text, StringComparison.Ordinal);
        }

        Assert.Contains("(secret params.password)", HtmlReport.Render(Report), StringComparison.Ordinal);
    }

    [Fact]
    public static void A_run_that_goes_on_has_no_end()
    {
        var run = new SampleRun();
        run.At(0, SampleRun.Opened("x"));
        run.At(1, new StepIntent("1", null, "sql", "write", "db", 1, null, null));
        var report = run.Read();
        Assert.Equal(("unfinished", Changed.Unknown, ReportStep.Open), (report.Status, report.Changed, report.Steps.Single().Status));
        Assert.Contains("no outcome is recorded", HtmlReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public static void What_is_certain_and_what_nobody_knows_are_told_apart()
    {
        var run = new SampleRun();
        run.At(0, SampleRun.Opened("x"));
        run.At(1, new StepIntent("1", "t", "sql", "write", "db", 1, null, null));
        run.At(1, new StepOutcome("1", 1, StepStatus.Ok, TimeSpan.FromSeconds(0.1), null, Changed.Yes, null));
        run.At(1, new StepIntent("2", "sh", "shell", "write", null, 1, null, null));
        run.At(1, new StepInDoubt("2", 1, "its command has ended, and nobody heard how"));
        var report = run.Read();
        Assert.Contains("Changed by 1 t; unknown: 2 sh.", MarkdownReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("Changed by 1 t; unknown: 2 sh.", JUnitReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public static void A_run_without_steps_has_a_report()
    {
        var run = new SampleRun();
        run.At(0, SampleRun.Opened("x"));
        run.Close(RunStatus.Failed, 1, Changed.None, new("RB602", "the server does not answer"));
        var report = run.Read();
        Assert.Equal("RB602", report.Unstepped()?.Code);
        Assert.Contains("the server does not answer", MarkdownReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("the server does not answer", HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("the server does not answer", JUnitReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public static void A_huge_run_has_a_report_that_can_be_opened()
    {
        const int turns = 10_000;
        var run = new SampleRun();
        run.At(0, SampleRun.Opened("x"));
        var output = new Value.Row([new("exit_code", new Value.Integer(0)), new("stdout", new Value.Text(new string('x', 30_000)))]);
        for (var turn = 0; turn < turns; turn++)
        {
            run.At(0.01, new StepIntent($"1[{turn}]", "batch", "shell", "write", null, 1, "Move", new(new string('a', 64), turn == 0 ? new string('y', 30_000) : null, null, [new Value.Integer(turn)])));
            var failed = turn == turns - 10;
            run.At(0.1, new StepOutcome(
                $"1[{turn}]", 1, failed ? StepStatus.Failed : StepStatus.Ok, TimeSpan.FromSeconds(0.1), output, failed ? Changed.None : Changed.Yes, failed ? new("RB440", "the odd one") : null));
        }

        run.Close(RunStatus.Done, 0, Changed.Yes);
        var report = run.Read();
        var page = HtmlReport.Render(report);
        Assert.InRange(page.Length, 100_000, 4_000_000);
        Assert.Contains("10,000 turns, 10,000 steps: 9,999 ok, 1 failed", page, StringComparison.Ordinal);
        Assert.Contains("1[9990]", page, StringComparison.Ordinal);
        Assert.InRange(MarkdownReport.Render(report).Length, 10_000, 2_000_000);
        Assert.InRange(ReportJson.Render(report).Length, 1_000_000, 10_000_000);
    }
}
