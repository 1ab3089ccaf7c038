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

    private static List<string> Kinds(string output) =>
        [.. output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Select(json => json.GetProperty("kind").GetString()!)];
}
