using SomaBrain.Runbooks.Cli.Tests.Campaigns;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>Names of runs are of a clock, and a clock is set back: what undid what is in the site log, in its order.</summary>
public sealed class ClocksSetBack(FaultServer server)
{
    private const string Steps = """
          - sql: INSERT INTO done VALUES ('a')
            undo: [{ sql: DELETE FROM done WHERE step = 'a' }]
          - sql: INSERT INTO done VALUES ('b')
            undo: [{ confirm: Sure? }, { sql: INSERT INTO done VALUES ('undone') }]
        """;

    [Fact]
    public async Task Nothing_is_undone_twice()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[0];

        Lab.Checked(Back(lab, 60).Run("undo", run, "--yes")).Exits(0);
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(1).Says("RB552").Says(lab.Runs()[0]);
        Assert.Equal("b undone", await server.DoneAsync(database));
        lab.Program.Run("show", run).Exits(0).Prints($"undone by run {lab.Runs()[0]}");
    }

    [Fact]
    public async Task An_undo_that_waited_does_not_go_on_behind_a_later_one()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[0];
        lab.Program.Run("undo", run).Exits(8);
        var waits = lab.Runs()[1];

        Lab.Checked(Back(lab, 60).Run("undo", run, "--yes")).Exits(0);
        Lab.Checked(lab.Program.Run("resume", waits, "--yes")).Exits(3).Says("RB554");
        Assert.Equal("b undone", await server.DoneAsync(database));
    }

    [Fact]
    public async Task The_last_run_is_the_one_that_was_begun_last()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        Back(lab, 60).Run("run", "x.yaml", "--target", server.Target(database)).Exits(0);
        lab.Show().Prints(lab.Runs()[0]);
        lab.Verifies().Program.Run("verify", "last").Exits(0).Prints(lab.Runs()[0]);

        Directory.Delete(Path.Combine(lab.State, lab.Runs()[0]), recursive: true);
        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(3).Says("RB515");
    }

    private static Runbook Back(Lab lab, int seconds) => lab.Program.Environment("LD_PRELOAD", Crash.Library).Environment("CLOCK", $"-{seconds}");
}
