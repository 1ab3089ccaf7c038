using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A plan runs what only reads and makes no file of it; JSON has the numbers as the server writes them.</summary>
public sealed class SavingAsAPlanAndAsJson(ScratchFixture scratch) : IDisposable
{
    private const string Json = "{\"k\":1.50,\"big\":123456789012345678901234567890,\"l\":[1,2.50]}";

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

        await play.StepsAsync($"- save: {File("n.json")}\n  sql: SELECT 1.50 AS n, ARRAY[0.10, -2.00] AS l, 1e-7::float8 AS f, 'NaN'::numeric AS x, 12345678901234567890123456789.10 AS big, 1e30::float8 AS g, ARRAY[1e300::float8, 'Infinity'] AS m, '{Json}'::json AS j, '1.50'::json AS k, '2026-01-02'::date AS d");

        Assert.Equal("[\n{\"n\":1.50,\"l\":[0.10,-2.00],\"f\":1e-07,\"x\":\"NaN\",\"big\":12345678901234567890123456789.10,\"g\":1e+30,\"m\":[1e+300,\"Infinity\"],\"j\":" + Json + ",\"k\":1.50,\"d\":\"2026-01-02\"}\n]\n", System.IO.File.ReadAllText(File("n.json")));
    }

    [Fact]
    public async Task A_number_in_JSON_keeps_its_digits_and_is_computed_with()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            $"- id: it\n  sql: SELECT '{Json}'::json AS j, '1.50'::jsonb AS k\n"
            + "- id: b\n  sql: SELECT {{ steps.it.row.j.k }}::text AS k, {{ steps.it.row.j.l }}::text AS l, {{ steps.it.row.j.big }}::text AS big\n"
            + "- id: n\n  effect: read\n  shell: [echo, '{{ steps.it.row.j | json }}']\n"
            + "- assert: steps.it.row.j.k * 2 == 3 && steps.it.row.j.k == 1.5 && steps.it.row.k + 1 == 2.5 && steps.it.row.j.l == [1, 2.5]\n");

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => $"{problem.Code} {problem.Message}")));
        Assert.Equal(("1.50", "{1,2.50}", "123456789012345678901234567890"), (play.Trace.Text("b", "k"), play.Trace.Text("b", "l"), play.Trace.Text("b", "big")));
        Assert.Equal(Json, ValueText.Of(((Outcome.Succeeded)play.Trace["n"]).Result["stdout"]!));
    }

    public void Dispose() => _folder.Dispose();

    private string File(string name) => Path.Combine(_folder.Path, name);

    private async Task<SqlPlay> PlayAsync() => new(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
}
