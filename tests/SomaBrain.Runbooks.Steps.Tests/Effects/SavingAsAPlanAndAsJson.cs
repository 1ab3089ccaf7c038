using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A plan runs what only reads and makes no file of it; JSON has the numbers as the server writes them.</summary>
public sealed class SavingAsAPlanAndAsJson(ScratchFixture scratch) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_dry_run_runs_a_command_that_reads_and_knows_no_file()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: it\n  effect: read\n  save: {File("y.txt")}\n  shell: [sh, -c, echo out; echo told >&2]\n- assert: steps.it.stderr == 'told' && steps.it.exit_code == 0 && (steps.it.lines ?? 'none') == 'none'\n- effect: write\n  save: {File("z.txt")}\n  shell: [\"false\"]");
        var failed = await play.PlanAsync($"- effect: read\n  save: {File("w.txt")}\n  shell: [sh, -c, exit 3]");

        Assert.Equal([Grade.Executed, Grade.Executed, Grade.Checked], plan.Steps.Select(step => step.Grade!.Value));
        Assert.Equal((ExitCode.Failed, "RB421"), (failed.ExitCode, failed.Steps[0].Problem?.Code));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_number_keeps_its_digits_in_JSON()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync($"- save: {File("n.json")}\n  sql: SELECT 1.50 AS n, ARRAY[0.10, -2.00] AS l, 1e-7::float8 AS f, 'NaN'::numeric AS x, 12345678901234567890123456789.10 AS big");

        Assert.Equal("[\n{\"n\":1.50,\"l\":[0.10,-2.00],\"f\":1e-07,\"x\":\"NaN\",\"big\":\"12345678901234567890123456789.10\"}\n]\n", System.IO.File.ReadAllText(File("n.json")));
    }

    public void Dispose() => _folder.Dispose();

    private string File(string name) => Path.Combine(_folder.Path, name);

    private async Task<SqlPlay> PlayAsync() => new(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
}
