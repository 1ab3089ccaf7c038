using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Cli.Views.Monitoring;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed partial class Monitoring
{
    private readonly MemoryStream _output = new();

    [Theory]
    [InlineData(0, "ok", "ok", "ok", "ok", "ok")]
    [InlineData(1, "ok", "warn", "ok", "ok", "ok")]
    [InlineData(1, "ok", "warn", "ok", "unknown", "ok")]
    [InlineData(2, "fail", "warn", "ok", "unknown", "ok")]
    [InlineData(3, "ok", "ok", "ok", "unknown", "ok")]
    public void The_worst_level_is_the_exit_code(int code, params string[] levels)
    {
        using var view = new NagiosView(Channel.Plain(_output));
        var end = Scripts.HealthCheck(view, levels);
        view.End(end, ScriptedRun.Footer);

        Assert.Equal(code, view.ExitCode(end));
        Approved.Text(Output, Scrubber.Nothing, string.Join('_', levels));
    }

    [Theory]
    [InlineData("RB640", 1, 2)]
    [InlineData("RB643", 1, 2)]
    [InlineData("RB647", 1, 2)]
    [InlineData("RB644", 1, 3)]
    [InlineData("RB660", 1, 3)]
    [InlineData("RB201", 1, 3)]
    [InlineData("RB431", 1, 2)]
    [InlineData("RB410", 4, 2)]
    [InlineData("RB402", 7, 2)]
    [InlineData("RB999", 20, 3)]
    public void A_server_that_is_down_is_critical_and_what_cannot_be_judged_is_unknown(string problem, int end, int code)
    {
        using var view = new NagiosView(Channel.Plain(_output));

        Assert.Equal(code, view.ExitCode(new(end, RunStatus.Failed, Changed.None, [], [new(problem, Severity.Error, null, "x")], "1", null)));
    }

    [Theory]
    [InlineData("RB640", 2, "RUNBOOK CRITICAL - nobody is there\nCRITICAL: nobody is there\n  remedy: start it\n")]
    [InlineData("RB101", 3, "RUNBOOK UNKNOWN - nobody is there\nUNKNOWN: nobody is there\n  remedy: start it\n")]
    [InlineData("RB413", 3, "RUNBOOK UNKNOWN - nobody is there\nUNKNOWN: nobody is there\n  remedy: start it\n")]
    public void A_run_that_cannot_start_has_a_status_line_too(string problem, int code, string expected)
    {
        Assert.Equal(code, NagiosView.Refuse(Channel.Plain(_output), [new(problem, Severity.Error, null, "nobody is there", "start it")]));
        Assert.Equal(expected, Output);
    }

    [Fact]
    public void A_skipped_metric_is_nothing()
    {
        using var view = new NagiosView(Channel.Plain(_output));
        view.On(new(1, 1, DateTimeOffset.UnixEpoch, "", new JournalEvent.StepSkipped("1", null, "metric", null, "`false`")));
        RunEnd end = new(ExitCode.Done, RunStatus.Done, Changed.None, [], [], null, null);
        view.End(end, ScriptedRun.Footer);

        Assert.Equal("RUNBOOK OK - 0 metrics, 0 checks\n", Output);
        Assert.Equal(0, view.ExitCode(end));
    }

    [Fact]
    public void Prometheus_reads_the_page()
    {
        using var view = new PrometheusView(Channel.Plain(_output), Channel.Plain(Stream.Null));
        view.End(Scripts.HealthCheck(view, "fail", "warn", "ok", "unknown", "ok"), ScriptedRun.Footer);

        Assert.EndsWith("\n", Output, StringComparison.Ordinal);
        string? family = null;
        HashSet<string> families = new(StringComparer.Ordinal), samples = new(StringComparer.Ordinal);
        foreach (var line in Output.TrimEnd('\n').Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                family = comment.Groups["name"].Value;
                Assert.Equal(comment.Groups["what"].Value == "HELP", families.Add(family));
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, line);
            Assert.Equal(family, sample.Groups["name"].Value);
            Assert.True(samples.Add(sample.Groups["name"].Value + sample.Groups["labels"].Value), line);
        }

        Approved.Text(Output, Scrubber.Nothing);
    }

    private string Output => Encoding.UTF8.GetString(_output.ToArray());

    [GeneratedRegex("""^# (?<what>HELP|TYPE) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?(?<=TYPE \S+ )(gauge)|.+)$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*",?)+\})? -?[0-9]+(\.[0-9]+)?$""")]
    private static partial Regex Sample();
}
