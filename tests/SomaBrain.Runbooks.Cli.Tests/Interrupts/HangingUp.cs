using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>SIGHUP: a window that is closed, an ssh session that is lost. Nobody said that the run shall end, so that it waits.</summary>
public sealed class HangingUp(FaultServer server)
{
    private const int ClosedTerminal = 1;
    private const int Terminate = 15;

    private const string WaitsForGo = "touch begun; while [ ! -e go ]; do sleep 0.05; done";

    [Fact]
    public async Task The_run_waits_behind_the_step_at_work_and_neither_always_nor_finally_nor_undo_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Lab("""
              - block:
                  - { id: first, sql: INSERT INTO done VALUES ('first'), undo: [ { sql: DELETE FROM done } ] }
                  - { id: wait, shell: "WAIT", effect: write, cwd: HERE }
                  - sql: INSERT INTO done VALUES ('second')
                always:
                  - sql: INSERT INTO done VALUES ('always')
            finally:
              - sql: INSERT INTO done VALUES ('finally')
            """, "after_failure: undo\n");
        using var running = await HangUpAsync(lab, database);
        Faults.Lab.Ends(running.Ends(), 8, "Paused. Changed so far by: first, wait.", "go on with `runbook resume 2");
        Assert.Equal("first", await server.DoneAsync(database));
        lab.IsWholeSoFar().Show().Prints("the terminal was closed");
        Faults.Lab.Checked(lab.Program.Run("history")).Prints("paused");

        lab.Resume("--as", "bob").Exits(0);
        Assert.Equal("first second always finally", await server.DoneAsync(database));
        lab.Verifies();
        Faults.Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0);
    }

    [Fact]
    public async Task Behind_the_last_step_there_is_nothing_to_wait_for()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Lab("  - { id: wait, shell: \"WAIT\", effect: write, cwd: HERE }\nfinally:\n  - sql: INSERT INTO done VALUES ('finally')");
        using var running = await HangUpAsync(lab, database);
        running.Ends().Exits(0);
        Assert.Equal("finally", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_loop_waits_between_two_turns()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Lab("  - { id: turns, for_each: [a, b], shell: \"echo $I >> turns; [ $I = b ] || { WAIT; }\", env: { I: \"{{ item }}\" }, effect: write, cwd: HERE }");
        using var running = await HangUpAsync(lab, database);
        running.Ends().Exits(8);
        Assert.Equal("a\n", await File.ReadAllTextAsync(lab.Folder["turns"], TestContext.Current.CancellationToken));
        lab.Resume().Exits(0);
        Assert.Equal("a\nb\n", await File.ReadAllTextAsync(lab.Folder["turns"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_attempt_after_a_failure_is_made_by_whoever_resumes_it()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Lab("  - { id: hard, shell: \"touch begun; [ -e go ]\", effect: read, cwd: HERE, retry: { times: 1, delay: 1h } }\n  - sql: INSERT INTO done VALUES ('after')");
        using var running = lab.Start(server.Target(database));
        running.Prints("exit 1").Signal(ClosedTerminal);
        running.Ends().Exits(8);
        lab.Folder.Write("go", "");
        lab.Resume().Exits(0);
        Assert.Equal("after", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Fact]
    public async Task A_run_that_was_left_can_still_be_ended()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Lab("  - { id: wait, shell: \"WAIT\", effect: write, cwd: HERE }");
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(ClosedTerminal).Signal(ClosedTerminal).Signal(Terminate);
        running.Ends().Exits(7);
    }

    [Fact]
    public void On_a_scratch_server_which_goes_with_the_program_the_run_ends()
    {
        using var lab = Lab("  - { id: wait, shell: \"WAIT\", effect: write, cwd: HERE }\n  - sql: SELECT 1");
        using var running = lab.Start("scratch");
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(ClosedTerminal);
        Thread.Sleep(300);
        lab.Folder.Write("go", "");
        running.Ends().Exits(6).Prints("Stopped by the operator.");
    }

    private async Task<RunningRunbook> HangUpAsync(Lab lab, string database)
    {
        var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(ClosedTerminal);
        await Task.Delay(300, TestContext.Current.CancellationToken); // nothing is printed to a terminal that is gone
        Assert.True(running.IsRunning);
        lab.Folder.Write("go", "");
        return running;
    }

    private static Lab Lab(string steps, string head = "")
    {
        var lab = new Lab();
        return lab.Steps(steps.Replace("WAIT", WaitsForGo, StringComparison.Ordinal).Replace("HERE", lab.Folder.Path, StringComparison.Ordinal), head);
    }
}
