using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A result may have two columns of one name: wrong is only to name them, and never so late that something was changed.</summary>
public sealed class ColumnsOfOneName(ScratchFixture scratch) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("SELECT 1 + 1, 2 + 2")]
    [InlineData("SELECT coalesce(1, 2), coalesce(3, 4)")]
    [InlineData("SELECT * FROM (VALUES (1)) a (x), (VALUES (2)) b (x)")]
    public async Task They_are_a_result_as_any_other(string sql)
    {
        await using var play = await PlayAsync();

        Assert.IsType<Outcome.Succeeded>(await play.SqlAsync(sql));

        var kept = Assert.IsType<Value.Row>(play.Journal.Of<JournalEvent.StepOutcome>().Single().Result);
        Assert.Equal(2, Assert.IsType<Value.Row>(Assert.Single(Assert.IsType<Value.List>(kept["rows"]).Items)).Fields.Length);
        Assert.Equal(kept["rows"], ValueJson.Read(ValueJson.Write(kept["rows"]!)));
    }

    [Fact]
    public async Task What_is_committed_is_not_in_doubt()
    {
        await using var play = await PlayAsync();
        await play.SqlAsync("CREATE TABLE t AS SELECT 1 AS id, 2 AS other");

        var end = await play.StepsAsync("- id: it\n  transaction: false\n  sql: UPDATE t SET other = 3 WHERE id = 1 RETURNING t.*, id\n- note: \"{{ steps.it.row.other }} {{ steps.it.value }}\"");

        Assert.Equal(ExitCode.Done, end.ExitCode);
    }

    [Theory]
    [InlineData("csv", "x,x\r\n1,2\r\n")]
    [InlineData("json", "[\n{\"x\":1,\"x\":2}\n]\n")]
    public async Task They_go_to_a_file(string extension, string expected)
    {
        await using var play = await PlayAsync();
        var path = Path.Combine(_folder.Path, $"rows.{extension}");

        await play.StepsAsync($"- save: {path}\n  sql: SELECT * FROM (VALUES (1)) a (x), (VALUES (2)) b (x)");

        Assert.Equal(expected, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("steps.it.row.x == 1")]
    [InlineData("steps.it.row['x'] == 1")]
    [InlineData("any(map(steps.it.rows, 'x'), 'y')")]
    public async Task Whoever_names_one_is_told(string condition)
    {
        await using var play = await PlayAsync();

        await play.StepsAsync($"- id: it\n  sql: SELECT * FROM (VALUES (1, 2)) a (x, y), (VALUES (2)) b (x)\n- assert: steps.it.row.y == 2 && steps.it.row == steps.it.rows[0]\n- assert: {condition}");

        var ends = play.Journal.Of<JournalEvent.StepOutcome>();
        Assert.Equal([null, null, "RB436"], ends.Select(end => end.Failure?.Code));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<SqlPlay> PlayAsync() => new(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
}
