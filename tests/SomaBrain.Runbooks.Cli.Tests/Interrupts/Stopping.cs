using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>Ctrl-C, SIGTERM and kill -9, sent to the program alone.</summary>
public sealed class Stopping(FaultServer server)
{
    private const int CtrlC = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    private const string WaitsForGo = "touch begun; while [ ! -e go ]; do sleep 0.05; done";

    [Theory]
    [InlineData(CtrlC, "read", 10, "Stopped by the operator. Nothing was changed.")]
    [InlineData(CtrlC, "write", 6, "Stopped by the operator. Changed by: wait; nothing was undone.")]
    public async Task Once_stops_after_this_step(int signal, string effect, int code, string first)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($"  - {{ id: wait, shell: \"{WaitsForGo}\", effect: {effect}, cwd: {lab.Folder.Path} }}\n  - sql: INSERT INTO done VALUES ('never')");
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(signal).Prints("stopping after this step; Ctrl-C again cancels it");
        Assert.True(running.IsRunning);
        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
        Lab.Ends(running.Ends(), code, first, "");
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies().Show().Prints($"exit {code}");
    }

    [Theory]
    [InlineData("SELECT pg_sleep(60)")]
    [InlineData("INSERT INTO done SELECT 'never' FROM pg_sleep(60)")]
    public async Task Twice_cancels_a_statement_and_nothing_was_changed(string sql)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - {{ id: slow, sql: \"{sql}\" }}\n  - sql: INSERT INTO done VALUES ('never')");
        using var running = lab.Start(server.Target(database));
        running.Until(() => server.IsBusyWith("pg_sleep", database), "sleeping session").Signal(CtrlC).Prints("stopping after this step").Signal(CtrlC);
        Lab.Ends(running.Ends(), 10, "Stopped by the operator at step 1 (slow). Nothing was changed.", "");
        Assert.False(server.IsBusyWith("pg_sleep", database), "the server still works on it");
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies();
    }

    /// <summary>It took the connection, and says nothing.</summary>
    [Theory]
    [InlineData(CtrlC, "")]
    [InlineData(CtrlC, " sslmode=disable")]
    [InlineData(Terminate, "")]
    public void A_server_that_is_silent_is_not_waited_for(int signal, string more)
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var lab = new Lab().Steps("  - sql: SELECT 1");
        using var running = lab.Start($"host=127.0.0.1 port={((System.Net.IPEndPoint)silent.LocalEndpoint).Port} user=x dbname=y connect_timeout=0{more}");
        running.Until(silent.Pending, "connection").Signal(signal);
        if (signal == CtrlC)
        {
            running.Prints("stopping after this step").Signal(signal);
        }

        Lab.Ends(running.Ends(), 10, "Stopped by the operator at step 1. Nothing was changed.", "");
        lab.Verifies();
    }

    [Theory]
    [InlineData(CtrlC, "read", 10, "Stopped by the operator at step 1 (wait). Nothing was changed.")]
    [InlineData(CtrlC, "write", 7, "In doubt at step 1 (wait): nobody knows whether it took effect. No other step changed anything.")]
    [InlineData(Terminate, "write", 7, "In doubt at step 1 (wait): nobody knows whether it took effect. No other step changed anything.")]
    public async Task Twice_or_terminated_ends_a_command(int signal, string effect, int code, string first)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($"  - {{ id: wait, shell: \"{WaitsForGo}\", effect: {effect}, cwd: {lab.Folder.Path} }}\n  - sql: INSERT INTO done VALUES ('never')");
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(signal);
        if (signal == CtrlC)
        {
            running.Prints("stopping after this step").Signal(signal);
        }

        Lab.Ends(running.Ends(), code, first, "");
        Assert.Equal("", await server.DoneAsync(database));
        lab.VerifiesAfter(code);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_of_a_repeat()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - { id: poll, sql: SELECT false AS ok, repeat: { until: steps.poll.row.ok, max: 1h, every: 1h } }\n  - sql: INSERT INTO done VALUES ('never')\nfinally:\n  - assert: steps.poll.status == 'stopped' && size(steps.poll.each) == 1");
        using var running = lab.Start(server.Target(database));
        running.Prints("poll").Signal(CtrlC);
        Lab.Ends(running.Ends(), 10, "Stopped by the operator. Nothing was changed.", "").Says("stopped   1 poll: SELECT false AS ok - stopped after 1 turn, last ok false").Says("ok        finally.1");
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies().Show().Prints("stopped after 1 turn");
        lab.Program.Run("replay", "last", "--check", "x.yaml").Exits(0).Prints("nothing diverges");
    }

    [Fact]
    public async Task A_stopped_for_each_and_what_is_around_it_are_not_ok()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($$$"""
              - id: all
                block:
                  - { id: wait, for_each: [1, 2, 3], shell: "{{{WaitsForGo}}}", effect: read, cwd: {{{lab.Folder.Path}}} }
            finally:
              - note: "{{ steps.all.status }} {{ steps.wait.status }} {{ size(steps.wait.each) }} {{ steps.all.rescued ?? 'none' }}"
            """);
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first turn").Signal(CtrlC).Prints("stopping after this step");
        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);

        Lab.Ends(running.Ends(), 10, "Stopped by the operator. Nothing was changed.", "")
            .Says("stopped after 1 of 3 turns").Says("stopped   1 all - stopped").Says("stopped stopped 1 none");
        lab.Verifies();
        Lab.Checked(lab.Program.Run("report", "last", "--format", "markdown")).Exits(0).Prints("stopped after 1 of 3 turns");
        lab.Program.Run("replay", "last", "--check", "x.yaml").Exits(0).Prints("nothing diverges");
    }

    [Fact]
    public async Task After_kill_9_the_journal_says_what_was_at_work()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($"  - sql: INSERT INTO done VALUES ('first')\n  - {{ id: wait, shell: \"{WaitsForGo}\", effect: write, cwd: {lab.Folder.Path} }}");
        using (var running = lab.Start(server.Target(database)))
        {
            running.Until(() => File.Exists(lab.Folder["begun"]), "second step").Signal(Kill);
            running.Ends();
        }

        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
        Lab.Checked(lab.Program.Run("verify", "last")).Exits(30).Prints("incomplete");
        lab.Show().Prints("open").Prints("2 wait").Prints("unfinished");
        Lab.Checked(lab.Program.Run("history")).Exits(0).Prints("x.yaml");
        lab.Resume("--yes").Exits(7).Says("error[RB521]").Says("--resolve '2=done|not-done|retry'");
        Assert.Equal("first", await server.DoneAsync(database));
    }

    [Fact]
    public void A_scratch_server_is_gone_after_kill_9_and_the_next_start()
    {
        using var lab = new Lab();
        lab.Steps($"  - {{ shell: \"echo $PGHOST > where; {WaitsForGo}\", effect: read, cwd: {lab.Folder.Path} }}");
        using (var running = lab.Start("scratch"))
        {
            running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(Kill);
            running.Ends();
        }

        File.WriteAllText(lab.Folder["go"], "");
        var where = File.ReadAllText(lab.Folder["where"]).Trim();
        lab.Run("scratch").Exits(0);
        Assert.False(Directory.Exists(where), $"{where} is still there");
    }
}
