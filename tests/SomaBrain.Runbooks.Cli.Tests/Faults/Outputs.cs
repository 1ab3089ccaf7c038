using System.Text.Json;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>Readers that go away, and readers that are programs.</summary>
public sealed class Outputs(FaultServer server)
{
    [Fact]
    public async Task A_reader_that_goes_away_does_not_end_a_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(string.Join('\n', Enumerable.Range(1, 20).Select(i => $"  - sql: INSERT INTO done VALUES ('{i}')")));
        using var running = lab.Script($"set -o pipefail; {{ \"$R\" run x.yaml --target '{server.Target(database)}' 2>&1; echo $? > code; }} | head -1");
        Assert.Single(Lab.Checked(running.Ends()).Output.TrimEnd().Split('\n'));
        Assert.Equal("0", (await File.ReadAllTextAsync(lab.Folder["code"], TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(20, (await server.DoneAsync(database)).Split(' ').Length);
        lab.Verifies();
    }

    [Theory]
    [InlineData("history")]
    [InlineData("show last")]
    [InlineData("--help")]
    [InlineData("lint nowhere.yaml 2>&1")]
    [InlineData("plan x.yaml --target host=/nowhere")]
    public void A_reader_that_goes_away_leaves_no_trace_of_an_error(string command)
    {
        using var lab = new Lab().Steps("  - note: hi");
        lab.Run("host=/nowhere").Exits(0);
        using var running = lab.Script($"\"$R\" {command} | true");
        Assert.Equal("", Lab.Checked(running.Ends()).Errors);
    }

    [Theory]
    [InlineData("plan x.yaml -t host=/nowhere --format json", 1)]
    [InlineData("list", 1)]
    [InlineData("schema", 1)]
    [InlineData("schema journal", 1)]
    [InlineData("show last", 1)]
    [InlineData("verify last", 1)]
    [InlineData("report last --format json", 1)]
    [InlineData("run x.yaml -t host=/nowhere --format prometheus", 0)]
    public void A_disk_that_is_full_takes_no_result(string command, int code)
    {
        using var lab = new Lab().Steps("  - note: hi");
        lab.Run("host=/nowhere").Exits(0);
        using var running = lab.Script($"\"$R\" {command} >/dev/full");
        Lab.Checked(running.Ends()).Exits(code).Says("error[RB518]: standard output could not be written: No space left on device");
    }

    [Fact]
    public void Prometheus_gets_the_worst_of_equal_readings_and_a_person_the_reason()
    {
        using var lab = new Lab().Steps("  - { for_each: \"[95, 10]\", metric: used, value: item, fail: value > 90, on_failure: warn }\n  - assert: 1 > 2");
        lab.Run("host=/nowhere", "--format", "prometheus").Exits(4).Prints("\"used\"} 2\n").Prints("} 95\n").Says("error[RB410]").Says("A check said no at step 2");
    }

    [Fact]
    public async Task Json_is_one_event_a_line_and_nothing_else()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            """
              - { id: a, sql: "SELECT E'line\nbreak \u001b[31m' AS it" }
              - { shell: "echo hi; echo err >&2", effect: read }
              - note: "a note"
              - sql: SELECT 1 / 0
            """);
        var result = lab.Run(server.Target(database), "--format", "json").Exits(1);
        var kinds = Kinds(result.Output);
        Assert.Equal(("run-opened", "run-closed"), (kinds[0], kinds[^1]));
        Assert.Contains("step-outcome", kinds);
        var invalid = lab.Program.Run("run", "x.yaml", "--target", "host=/x port=abc", "--format", "json").Exits(3);
        Assert.Equal("", invalid.Output);
    }

    /// <summary>Monitoring reads one line and an exit code; nothing on standard output, and a 64, say nothing to it.</summary>
    [Theory]
    [InlineData("--target nowhere")]
    [InlineData("--target host=/x -p unknown=1")]
    [InlineData("--target 'host=/x port=abc'")]
    public void A_run_for_monitoring_that_cannot_start_is_unknown(string options)
    {
        using var lab = new Lab().Steps("  - sql: SELECT 1");
        using var running = lab.Script($"exec \"$R\" run x.yaml --format nagios {options}");
        Lab.Checked(running.Ends()).Exits(3).Prints("RUNBOOK UNKNOWN - ").Prints("  remedy: ");
    }

    [Fact]
    public void A_run_for_monitoring_without_a_state_directory_is_unknown()
    {
        using var lab = new Lab().Steps("  - sql: SELECT 1");
        Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", "/proc/x").Run("run", "x.yaml", "--target", "host=/x", "--format", "nagios")).Exits(3).Prints("RUNBOOK UNKNOWN - ");
        Lab.Checked(lab.Program.Run("run", "nowhere", "--format", "nagios")).Exits(3).Prints("RUNBOOK UNKNOWN - ");
    }

    [Fact]
    public void Output_that_was_cut_says_so()
    {
        using var lab = new Lab().Steps("  - { shell: head -c 70000000 /dev/zero, effect: read, timeout: 1m }");
        lab.Run("host=/nowhere").Exits(0).Says("bytes in outputs/").Says("and more that was not kept");
        lab.Show().Prints("and more that was not kept");
    }

    /// <summary>What is to be done is said of the step that ended it, not of one that came later.</summary>
    [Fact]
    public async Task The_next_thing_to_do_is_that_of_the_failure_that_is_named()
    {
        using var lab = new Lab().Steps("  - { id: h, on_failure: continue, shell: [sh, -c, exit 3], effect: read }\n  - { on_failure: continue, sql: SELECT * FROM no_such }");
        var result = lab.Run(server.Target(await server.NewDatabaseAsync())).Exits(1);
        result.Prints("at step 1 (h)").Prints("Next: run it by hand");
    }

    private static List<string> Kinds(string output) =>
        [.. output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Select(json => json.GetProperty("kind").GetString()!)];
}
