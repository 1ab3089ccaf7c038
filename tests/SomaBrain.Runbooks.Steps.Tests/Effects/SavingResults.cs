using System.Security.Cryptography;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A result goes to a file as a whole, under a name that was free, or not at all.</summary>
public sealed class SavingResults(ScratchFixture scratch) : IDisposable
{
    private const string Rows = "SELECT * FROM (VALUES (1, 'a,\"b\"', NULL), (2, E'x\\ty\\nz\\\\', ''), (3, ' ', '1.50')) AS t (id, text, num) ORDER BY id";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("csv", "id,text,num\r\n1,\"a,\"\"b\"\"\",\r\n2,\"x\ty\nz\\\",\"\"\r\n3,\" \",1.50\r\n")]
    [InlineData("tsv", "id\ttext\tnum\n1\ta,\"b\"\t\\N\n2\tx\\ty\\nz\\\\\t\n3\t \t1.50\n")]
    [InlineData("json", "[\n{\"id\":1,\"text\":\"a,\\\"b\\\"\",\"num\":null},\n{\"id\":2,\"text\":\"x\\ty\\nz\\\\\",\"num\":\"\"},\n{\"id\":3,\"text\":\" \",\"num\":\"1.50\"}\n]\n")]
    [InlineData("txt", "1\ta,\"b\"\t\n2\tx\ty\nz\\\t\n3\t \t1.50\n")]
    public async Task The_extension_says_how_rows_are_written(string extension, string expected)
    {
        await using var play = await PlayAsync();
        var path = File($"rows.{extension}");

        var end = await play.StepsAsync($"- id: it\n  save: {path}\n  sql: {Rows}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(expected, System.IO.File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(path));
        var result = play.Trace.Result("it");
        Assert.Equal((path, Hash(path), "3"), (ValueText.Of(result["file"]!), ValueText.Of(result["sha256"]!), ValueText.Of(result["count"]!)));
        var kept = Assert.IsType<Value.Row>(play.Journal.Of<JournalEvent.StepOutcome>().Single().Result);
        Assert.Equal(["file", "sha256", "count", "affected", "notices"], kept.Fields.Select(field => field.Name));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("json", "[\n]\n")]
    [InlineData("csv", "a\r\n")]
    public async Task No_row_is_a_result_too(string extension, string expected)
    {
        await using var play = await PlayAsync();

        await play.StepsAsync($"- save: {File($"none.{extension}")}\n  sql: SELECT 1 AS a WHERE false");

        Assert.Equal(expected, System.IO.File.ReadAllText(File($"none.{extension}")));
    }

    /// <summary>Values that end beyond what was received so far once stopped the run for ever.</summary>
    [Fact]
    public async Task Rows_of_many_lengths_are_read_to_their_end()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  timeout: 60s\n  save: {File("lengths.csv")}\n  sql: SELECT n, md5(n::text), repeat('x', n % 300) AS x, jsonb_build_object('n', n) AS j FROM generate_series(1, 33000) AS n");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(33001, System.IO.File.ReadLines(File("lengths.csv")).Count());
    }

    [Fact]
    public async Task The_limits_of_a_result_do_not_hold_for_a_file()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  rows: 30000\n  save: {File("many.tsv")}\n  sql: SELECT n, repeat('x', 1000) AS x FROM generate_series(1, 30000) AS n\n- assert: steps.it.count == 30000 && (steps.it.rows ?? 'none') == 'none'");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(30001, System.IO.File.ReadLines(File("many.tsv")).Count());
    }

    [Fact]
    public async Task What_a_write_returns_is_in_the_file_before_it_is_gone()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  save: {File("gone.csv")}\n  affected: 3\n  sql: DELETE FROM t WHERE a > 0 RETURNING a\n- id: left\n  sql: SELECT count(*) AS n FROM t");

        Assert.Equal((ExitCode.Done, "0"), (end.ExitCode, play.Trace.Text("left", "n")));
        Assert.Equal("a\r\n1\r\n2\r\n3\r\n", System.IO.File.ReadAllText(File("gone.csv")));
    }

    [Theory]
    [InlineData("affected: 1", "DELETE FROM t WHERE a > 0 RETURNING a", "RB434")]
    [InlineData("affected: 3", "INSERT INTO late VALUES (1), (1), (1) RETURNING a", "RB430")]
    [InlineData("rows: 1", "SELECT a FROM t", "RB434")]
    [InlineData("help: x", "SELECT 1/(a - 3) AS x FROM t ORDER BY a", "RB430")]
    public async Task A_step_that_fails_leaves_no_file(string option, string sql, string code)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- {option}\n  save: {File("none.csv")}\n  sql: {sql}");

        Assert.Equal((code, Changed.None), (end.Problems[0].Code, end.Changed));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_written_over()
    {
        await using var play = await PlayAsync();
        var path = _folder.Write("there.csv", "mine");
        System.IO.File.CreateSymbolicLink(File("link.csv"), "/nosuch");

        foreach (var name in new[] { path, File("link.csv") })
        {
            var end = await play.StepsAsync($"- save: {name}\n  sql: DELETE FROM t WHERE a > 0 RETURNING a");
            Assert.Equal((ExitCode.Failed, "RB454"), (end.ExitCode, end.Problems[0].Code));
        }

        Assert.Equal("mine", System.IO.File.ReadAllText(path));
        Assert.Empty(play.Journal.Of<JournalEvent.TransactionBegun>());
    }

    [Fact]
    public async Task A_file_that_appears_meanwhile_is_not_written_over_and_the_write_is_rolled_back()
    {
        await using var play = await PlayAsync();
        play.Journal.Before = what =>
        {
            if (what is JournalEvent.TransactionBegun)
            {
                _folder.Write("late.csv", "mine");
            }
        };

        var end = await play.StepsAsync($"- save: {File("late.csv")}\n  sql: DELETE FROM t WHERE a > 0 RETURNING a");

        Assert.Equal((ExitCode.Failed, "RB454", "mine"), (end.ExitCode, end.Problems[0].Code, System.IO.File.ReadAllText(File("late.csv"))));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
        await play.StepsAsync("- id: left\n  sql: SELECT count(*) AS n FROM t");
        Assert.Equal("3", play.Trace.Text("left", "n"));
    }

    [Theory]
    [InlineData("/nosuch/folder/x.csv")]
    [InlineData("/proc/x.csv")]
    public async Task Where_nothing_can_be_written_nothing_is_changed(string path)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- save: {path}\n  sql: DELETE FROM t WHERE a > 0 RETURNING a");

        Assert.Equal((ExitCode.Failed, Changed.None, "RB455"), (end.ExitCode, end.Changed, end.Problems[0].Code));
    }

    [Fact]
    public async Task A_full_disk_fails_the_step_and_leaves_no_part()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a small disk");
        var disk = Directory.CreateDirectory(File("small")).FullName;
        Assert.Equal(0, Sh($"mount -t tmpfs -o size=256k none {disk}"));
        try
        {
            await using var play = await PlayAsync();
            var sql = await play.StepsAsync($"- save: {disk}/x.csv\n  sql: INSERT INTO t SELECT 1 FROM generate_series(1, 1000000) RETURNING a, repeat('x', 100) AS x");
            Assert.Equal((Changed.None, "RB455"), (sql.Changed, sql.Problems[0].Code));

            var shell = await play.StepsAsync($"- save: {disk}/x.txt\n  shell: [head, -c, 1000000, /dev/zero]\n  effect: write");
            Assert.Equal((Changed.Yes, "RB455"), (shell.Changed, shell.Problems[0].Code));
            Assert.Empty(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            Sh($"umount {disk}");
        }
    }

    [Fact]
    public async Task The_output_of_a_command_goes_to_the_file_as_it_is()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  effect: read\n  save: {File("out.txt")}\n  shell: \"printf 'a\\\\0b\\\\n'; head -c 3000000 /dev/zero; echo told >&2\"\n- assert: steps.it.stderr == 'told' && steps.it.exit_code == 0 && (steps.it.lines ?? 'none') == 'none'");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(3000004, new FileInfo(File("out.txt")).Length);
        Assert.Empty(play.Journal.Of<JournalEvent.StepOutput>());
    }

    [Fact]
    public async Task A_command_that_failed_leaves_no_file()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- effect: read\n  save: {File("out.txt")}\n  shell: [sh, -c, echo x; exit 3]");

        Assert.Equal("RB421", end.Problems[0].Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_dry_run_names_the_file_and_writes_none()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: it\n  save: {File("x.csv")}\n  sql: SELECT 1\n- effect: read\n  save: {File("y.txt")}\n  shell: [echo, \"{{{{ steps.it.sha256 }}}}\"]\n- save: \"{File("z-{{ steps.it.count }}.csv")}\"\n  sql: SELECT 1");

        Assert.Equal([$"its result goes to {File("x.csv")}"], plan.Steps[0].Notes);
        Assert.Equal([Grade.Executed, Grade.Checked, Grade.Executed], plan.Steps.Select(step => step.Grade!.Value));
        Assert.Equal(["step it"], plan.Steps[1].Unknown);
        Assert.Equal([$"its result goes to {File("z-1.csv")}"], plan.Steps[2].Notes);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("sql: SELECT nope FROM t", "RB430")]
    [InlineData("sql: SELECT 1/(a - 3) AS x FROM t ORDER BY a", "RB430")]
    [InlineData("rows: 5\n  sql: SELECT a FROM t", "RB434")]
    [InlineData("rows: 3\n  sql: SELECT a FROM t", null)]
    [InlineData("rows: 20000\n  sql: SELECT n FROM generate_series(1, 20000) AS n", null)]
    public async Task A_dry_run_reads_what_would_be_saved(string step, string? code)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- save: {File("x.csv")}\n  {step}");

        Assert.Equal((code is null ? ExitCode.Done : ExitCode.Failed, code), (plan.ExitCode, plan.Steps[0].Problem?.Code));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_dry_run_knows_how_many_rows_there_are_and_no_row()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: it\n  save: {File("x.csv")}\n  sql: SELECT a FROM t\n- assert: steps.it.count == 3 && (steps.it.rows ?? 'none') == 'none'\n- assert: steps.it.count == 2");

        Assert.Equal((ExitCode.SaidNo, Grade.Executed, Grade.Executed), (plan.ExitCode, plan.Steps[1].Grade, plan.Steps[2].Grade));
    }

    [Fact]
    public async Task A_resumed_run_does_not_save_again()
    {
        await using var play = await PlayAsync();
        var yaml = SqlPlay.Yaml($"- id: it\n  save: {File("x.csv")}\n  sql: SELECT 1 AS a\n- assert: steps.it.count == 1 && steps.it.file != ''");
        await play.RunAsync(yaml);
        System.IO.File.Delete(File("x.csv"));

        var end = await play.RunAsync(yaml, [.. play.Journal.Events.Select(one => one.Event).Where(one => one is not JournalEvent.StepOutcome { Step: "2" })]);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.False(System.IO.File.Exists(File("x.csv")));
    }

    [Theory]
    [InlineData("save: x.xml\n  sql: SELECT 1", "RB143")]
    [InlineData("save: rows\n  sql: SELECT 1", "RB143")]
    [InlineData("save: x.csv\n  note: x", "RB022")]
    [InlineData("save: x.txt\n  effect: read\n  parse: json\n  shell: [echo]", "RB122")]
    [InlineData("sql: COPY t TO STDOUT", "RB308")]
    [InlineData("sql: COPY t FROM STDIN", "RB308")]
    public void What_cannot_be_saved_is_refused(string step, string code) =>
        Assert.Equal([code], SqlPlay.Lint(SqlPlay.Yaml($"- {step}")).Select(problem => problem.Code));

    public void Dispose() => _folder.Dispose();

    private static int Sh(string command)
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)));

    private string File(string name) => Path.Combine(_folder.Path, name);

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3); CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
