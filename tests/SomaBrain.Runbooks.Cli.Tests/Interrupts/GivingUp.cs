using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>`runbook abort`: a run that waits or was broken off is settled and ended where it is, and can be undone.</summary>
public sealed class GivingUp(FaultServer server)
{
    private const string Steps = """
          - id: kept
            sql: SELECT 'known' AS a
          - sql: INSERT INTO done VALUES ('one')
            undo: [{ sql: DELETE FROM done WHERE step = 'one' }]
        """;

    private const string Rest = """

          - sql: INSERT INTO done VALUES ('never')
        finally:
          - sql: INSERT INTO done VALUES ({{ steps.kept.value }})
        """;

    [Fact]
    public async Task A_run_that_was_killed_is_settled_first()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"""
            {Steps}
              - for_each: '["a", "b", "c"]'
                shell: if [ "$N" = b ]; then touch began; while ! test -e go; do sleep 0.02; done; fi
                env: {"{"} N: "{"{{"} item {"}}"}" {"}"}
                effect: write
                timeout: 2m{Rest}
            """);
        using (var first = lab.Start(server.Target(database)))
        {
            first.Until(() => File.Exists(lab.Folder["began"]), "a step at work").Signal(9).Ends();
        }

        lab.Folder.Write("go", "");
        lab.Folder.Write("x.yaml", "runbook: 1\ntitle: another by now\nsteps:\n  - note: x\n");
        var run = lab.Runs()[^1];
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(1).Says("RB550").Says($"`runbook abort {run}`");
        Abort(lab).Exits(7).Says($"`runbook abort {run} --resolve '3[1]=done|not-done' --reason");
        Abort(lab, "--resolve", "3[1]=retry", "--reason", "x").Exits(64).Says("not STEP=done or STEP=not-done");
        Assert.Equal("one", await server.DoneAsync(database));

        Lab.Ends(Abort(lab, "--resolve", "3[1]=not-done", "--reason", "it waited"), 6, "Stopped by the operator at step 3. Changed by: 2, 3, finally.1; nothing was undone.", $"`runbook undo {run}`");
        Assert.Equal("one known", await server.DoneAsync(database));
        lab.Verifies().Resume().Exits(3).Says("RB907");
        lab.Program.Run("show", run).Exits(0);
        lab.Program.Run("replay", run).Exits(0);
        lab.Program.Run("report", run).Exits(0);

        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(0);
        Assert.Equal("known", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_that_waits_asks_nothing_any_more()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{Steps}\n  - confirm: Go on?{Rest}", "after_failure: undo\n");
        lab.Run(server.Target(database)).Exits(8);

        Lab.Ends(Abort(lab, "--yes"), 6, "Stopped by the operator at step 3. Changed by: 2, finally.1; nothing was undone.", "`runbook undo");
        Assert.Equal("one known", await server.DoneAsync(database));
        lab.Verifies();
        var yaml = lab.Folder["x.yaml"];
        lab.Program.Run("replay", "last", "--check", yaml).Exits(0);
        lab.Program.Run("undo", "last", "--yes").Exits(0);
        Assert.Equal("known", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_that_undoes_another_can_be_given_up_too()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[0];
        lab.Program.Run("undo", run).Exits(8);

        Abort(lab).Exits(10);
        Assert.Equal("one", await server.DoneAsync(database));
        lab.Verifies().Program.Run("undo", run, "--yes").Exits(0);
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_that_is_killed_while_it_undoes_leaves_the_rest()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            """
              - sql: INSERT INTO done VALUES ('a')
                undo: [{ sql: DELETE FROM done WHERE step = 'a' }]
              - sql: INSERT INTO done VALUES ('b')
                undo: [{ shell: touch began; while ! test -e go; do sleep 0.02; done, effect: write, timeout: 2m }]
              - assert: "false"
            """,
            "after_failure: undo\n");
        using (var first = lab.Start(server.Target(database)))
        {
            first.Until(() => File.Exists(lab.Folder["began"]), "a step at work").Signal(9).Ends();
        }

        lab.Folder.Write("go", "");
        Abort(lab, "--resolve", "2.undo.1=done", "--reason", "it only waits").Exits(6).Prints("not undone: 1.undo.1");
        Assert.Equal("a b", await server.DoneAsync(database));
        lab.Verifies().Program.Run("undo", "last", "--yes").Exits(0);
        Assert.Equal("b", await server.DoneAsync(database));
    }

    private static RunbookResult Abort(Lab lab, params string[] more) => Lab.Checked(lab.Program.Run(["abort", "last", .. more]));
}
