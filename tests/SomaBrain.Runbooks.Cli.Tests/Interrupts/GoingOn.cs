using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>`resume` after kill -9: what is settled by itself, what a person says, who goes on, and with which playbook.</summary>
public sealed class GoingOn(FaultServer server)
{
    private const int Kill = 9;

    private const string WaitsForGo = "touch begun; while [ ! -e go ]; do sleep 0.05; done";

    [Fact]
    public async Task A_write_that_was_killed_is_carried_out_and_the_run_says_why()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - sql: INSERT INTO done VALUES ('first')\n  - { id: slow, sql: \"INSERT INTO done SELECT 'slow' FROM pg_sleep(3)\" }");
        using (var running = lab.Start(server.Target(database), "--as", "ann"))
        {
            running.Until(() => server.IsBusyWith("pg_sleep", database), "sleeping session").Signal(Kill).Ends();
        }

        var ended = lab.Resume("--as", "bob");
        ended.Exits(0).Prints("Changed by: 1, slow.").Says("is aborted (pg_xact_status); it is carried out now").Says("taken over from ann");
        Assert.Equal("first slow", await server.DoneAsync(database));
        lab.Verifies().Show().Prints("by bob on").Prints("taken over from ann").Prints("not-done, by pg_xact_status").NeverShows("no outcome is recorded");
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0);
    }

    [Theory]
    [InlineData("done", "first")]
    [InlineData("not-done", "first again")]
    [InlineData("retry", "first again")]
    public async Task A_person_says_what_became_of_a_command(string word, string done)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = await KilledInACommandAsync(database);
        var doubt = lab.Resume("--yes");
        doubt.Exits(7).Says("error[RB521]").Says("its command has ended, and nobody heard how").Prints("In doubt at step 2 (wait)").Prints("--resolve '2=done|not-done|retry'");
        lab.IsWholeSoFar();
        Lab.Checked(lab.Program.Run("history")).Prints("in-doubt");
        lab.Resume("--resolve", $"wait={word}").Exits(64).Says("--reason");
        lab.Resume("--resolve", "wait=perhaps", "--reason", "x").Exits(64).Says("STEP=done");
        lab.Resume("--resolve", "wait=done", "--resolve", "2=retry", "--reason", "x").Exits(3).Says("error[RB527]");
        lab.Resume("--resolve", "9=done", "--reason", "x").Exits(3).Says("error[RB522]").Says("`2`");
        Assert.Equal("first", await server.DoneAsync(database));

        lab.Resume("--resolve", $"wait={word}", "--reason", "looked at it").Exits(0);

        Assert.Equal($"{done} last", await server.DoneAsync(database));
        lab.Verifies().Show().Prints($"{word}, by ").Prints("looked at it");
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0);
        lab.Resume("--resolve", "2=done", "--reason", "x").Exits(3).Says("error[RB907]");
    }

    [Fact]
    public async Task A_command_that_still_runs_is_waited_for()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = await KilledInACommandAsync(database, ends: false);
        using (var resumed = lab.Program.Start("resume", "last"))
        {
            resumed.Prints("step wait is still at work: process");
            lab.Resume().Exits(1).Says("error[RB507]");
            await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
            resumed.Ends().Exits(7).Says("its command has ended");
        }

        lab.Resume("--resolve", "2=done", "--reason", "it ended").Exits(0);
        Assert.Equal("first last", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_request_that_the_other_side_may_still_work_on_is_asked_for_until_its_time_is_over()
    {
        var database = await server.NewDatabaseAsync();
        using var began = new SemaphoreSlim(0);
        using var asked = new SemaphoreSlim(0);
        using var web = new Campaigns.Web(async () =>
        {
            began.Release();
            await asked.WaitAsync();
            await server.ExecuteAsync("INSERT INTO done VALUES ('posted')", database);
        });
        using var lab = new Lab().Steps($$"""
              - id: post
                http: "{{web.Address}}"
                method: POST
                effect: write
                timeout: 20s
                done_when: { sql: "SELECT count(*) > 0 FROM done" }
            """);
        using (var running = lab.Start(server.Target(database)))
        {
            Assert.True(await began.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            running.Signal(Kill).Ends();
        }

        using (var resumed = lab.Program.Start("resume", "last"))
        {
            resumed.Prints("step post may still be at work on the other side; asking until ");
            asked.Release();
            resumed.Ends().Exits(0).Says("`done_when` is true");
        }

        Assert.Equal("posted", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_changed_playbook_is_refused_unless_somebody_says_why()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = await KilledInACommandAsync(database);
        lab.Folder.Write("x.yaml", File.ReadAllText(lab.Folder["x.yaml"]).Replace("'last'", "'changed'", StringComparison.Ordinal));
        lab.Resume().Exits(9).Says("error[RB523]").Says("--accept-changed");
        lab.Resume("--accept-changed", " ").Exits(64);
        lab.Resume("--accept-changed", "the last step named the wrong row", "--resolve", "2=done", "--reason", "looked").Exits(0);
        Assert.Equal("first changed", await server.DoneAsync(database));
        lab.Verifies().Show().Prints("accepted").Prints("the last step named the wrong row");
    }

    [Fact]
    public async Task A_changed_playbook_must_leave_what_was_done_where_it_was()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = await KilledInACommandAsync(database);
        lab.Folder.Write("x.yaml", File.ReadAllText(lab.Folder["x.yaml"]).Replace("id: wait", "id: another", StringComparison.Ordinal));
        lab.Resume("--accept-changed", "a better name").Exits(9).Says("error[RB524]").Says("step `2` was `shell` with id `wait`");
        Assert.Equal("first", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_torn_line_is_put_aside_and_kept()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = await KilledInACommandAsync(database);
        var journal = Path.Combine(Directory.EnumerateDirectories(lab.State, "2*").Single(), "journal.jsonl");
        await File.AppendAllTextAsync(journal, "{\"v\":1,\"seq\":", TestContext.Current.CancellationToken);
        Lab.Checked(lab.Program.Run("verify", "last")).Exits(31);

        lab.Resume("--resolve", "2=done", "--reason", "looked").Exits(0);

        var aside = Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(journal)!, "journal.torn-*"));
        Assert.Equal("{\"v\":1,\"seq\":", await File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken));
        lab.Verifies().Show().Prints("recovered").Prints("13 torn bytes put aside");
    }

    [Fact]
    public void A_run_on_a_scratch_server_cannot_go_on()
    {
        using var lab = new Lab();
        lab.Steps($"  - {{ shell: \"{WaitsForGo}\", effect: read, cwd: {lab.Folder.Path} }}");
        using (var running = lab.Start("scratch"))
        {
            running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(Kill).Ends();
        }

        File.WriteAllText(lab.Folder["go"], "");
        lab.Resume().Exits(3).Says("error[RB526]");
    }

    /// <summary>Three steps, killed in the second, which adds a row only when it is carried out again.</summary>
    private async Task<Lab> KilledInACommandAsync(string database, bool ends = true)
    {
        var lab = new Lab();
        var command = $"if [ -e begun ]; then psql -qc \\\"INSERT INTO done VALUES ('again')\\\"; else {WaitsForGo}; fi";
        lab.Steps($"  - sql: INSERT INTO done VALUES ('first')\n  - {{ id: wait, shell: \"{command}\", effect: write, cwd: {lab.Folder.Path} }}\n  - sql: INSERT INTO done VALUES ('last')");
        using (var running = lab.Start(server.Target(database)))
        {
            running.Until(() => File.Exists(lab.Folder["begun"]), "second step");
            running.Until(() => IsOnRecord(lab), "record of its process").Signal(Kill).Ends();
        }

        if (ends)
        {
            await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        return lab;
    }

    private static bool IsOnRecord(Lab lab)
    {
        using var file = new FileStream(Path.Combine(lab.State, lab.Runs()[^1], "journal.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Contains("\"process-started\"", StringComparison.Ordinal);
    }
}
