using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>What runs at the end: `rescue`, `always` and `finally`, on a real server and with real signals.</summary>
public sealed class Ending(FaultServer server)
{
    private const int CtrlC = 2;
    private const int Kill = 9;

    private const string Blocks = """
          - block:
              - sql: INSERT INTO done VALUES ('begun')
              - { id: bad, sql: INSERT INTO nowhere VALUES (1) }
            rescue:
              - sql: INSERT INTO done VALUES ({{ error.sqlstate }})
            always:
              - sql: INSERT INTO done VALUES ('always')
          - sql: INSERT INTO done VALUES ('after')
        finally:
          - sql: INSERT INTO done VALUES ('finally')
        """;

    private const string Waits = """
          - block:
              - { id: wait, shell: "touch begun; while [ ! -e go ]; do sleep 0.05; done", effect: read, cwd: FOLDER }
              - sql: INSERT INTO done VALUES ('never')
            always:
              - sql: INSERT INTO done VALUES ('always')
        finally:
          - sql: INSERT INTO done VALUES ('finally')
        """;

    [Fact]
    public async Task A_rescued_block_is_done_and_the_run_is_ok()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Blocks);

        var result = lab.Run(server.Target(database)).Exits(0);

        Assert.Equal("begun 42P01 always after finally", Words(await server.DoneAsync(database)));
        result.Says("1 block - rescue\n").Says("1 block - always\n").Says("1 block - rescued").Says("failed    1.block.2 bad");
        lab.Verifies().Show().Prints("arm rescue");
    }

    [Fact]
    public async Task What_to_do_is_told_of_the_step_that_ended_the_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - { sql: SELECT 1/0, on_failure: continue }\n  - { assert: 'params.no', message: nope }", "params: { no: { type: boolean, default: false } }\n");

        lab.Run(server.Target(database)).Exits(1).Prints("at step 2").NeverShows("Next: divide").Says("divide by `NULLIF");
    }

    [Fact]
    public async Task A_rescued_failure_is_no_alarm()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Blocks);

        lab.Run(server.Target(database), "--format", "nagios").Exits(0).Prints("RUNBOOK OK");
    }

    [Fact]
    public async Task Ctrl_C_once_runs_always_and_finally_and_ends_as_stopped()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps(Waits.Replace("FOLDER", lab.Folder.Path, StringComparison.Ordinal));
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(CtrlC).Prints("stopping after this step");
        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);

        running.Ends().Exits(6).Prints("Stopped by the operator");
        Assert.Equal("always finally", Words(await server.DoneAsync(database)));
        lab.Verifies();
    }

    [Fact]
    public async Task Ctrl_C_twice_runs_neither_and_says_so()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps(Waits.Replace("FOLDER", lab.Folder.Path, StringComparison.Ordinal));
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(CtrlC).Prints("stopping after this step").Signal(CtrlC);

        running.Ends().Exits(10).Prints("Cancelled: 1.always, finally did not run to the end");
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Fact]
    public async Task A_pause_runs_neither_and_the_resumed_run_both()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waits[..Waits.IndexOf("- {", StringComparison.Ordinal)] + "- confirm: go on?" + Waits[Waits.IndexOf("\n      - sql: INSERT INTO done VALUES ('never')", StringComparison.Ordinal)..]);

        lab.Run(server.Target(database)).Exits(8);
        Assert.Equal("", await server.DoneAsync(database));
        lab.Resume("--yes").Exits(0);

        Assert.Equal("never always finally", Words(await server.DoneAsync(database)));
        lab.Verifies();
    }

    [Fact]
    public async Task A_killed_run_leaves_a_journal_that_is_whole_so_far()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps(Waits.Replace("FOLDER", lab.Folder.Path, StringComparison.Ordinal));
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(Kill).Ends();
        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);

        lab.IsWholeSoFar();
    }

    private static string Words(string done) => string.Join(' ', done.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
