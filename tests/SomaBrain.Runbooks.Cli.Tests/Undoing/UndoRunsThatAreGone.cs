using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>The run of an undo whose directory is gone, and what such a run cannot be asked.</summary>
public sealed class UndoRunsThatAreGone(FaultServer server)
{
    private const string Steps = """
          - id: a
            sql: INSERT INTO done VALUES ('a')
            undo:
              - sql: DELETE FROM done WHERE step = 'a'
        """;

    [Fact]
    public async Task Nothing_is_undone_twice()
    {
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(await server.NewDatabaseAsync())).Exits(0);
        var run = lab.Runs()[0];
        lab.Program.Run("undo", run, "--yes").Exits(0);
        var undo = lab.Runs()[1];
        Directory.Delete(Path.Combine(lab.State, undo), recursive: true);
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(3).Says("RB557").Says(undo);
        Assert.Equal([run], lab.Runs());
    }

    [Fact]
    public async Task The_run_of_an_undo_has_no_playbook_to_be_compared()
    {
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(await server.NewDatabaseAsync())).Exits(0);
        lab.Program.Run("undo", lab.Runs()[0], "--yes").Exits(0);
        var undo = lab.Runs()[1];
        lab.Program.Run("replay", undo).Exits(0);
        lab.Program.Run("replay", undo, "--check", "x.yaml").Exits(3).Says("RB596").Says($"name `{lab.Runs()[0]}`");
        lab.Program.Run("test", "--from", undo).Exits(3).Says("RB596");
    }
}
