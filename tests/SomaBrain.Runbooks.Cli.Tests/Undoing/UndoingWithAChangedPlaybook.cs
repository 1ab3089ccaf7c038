using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>What was remembered is what is undone, whatever playbook the run followed afterwards.</summary>
public sealed class UndoingWithAChangedPlaybook(FaultServer server)
{
    private const string Wrong = "WHERE step = 'wrong'";

    [Fact]
    public async Task What_was_remembered_after_the_change_is_that_of_the_changed_playbook()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - confirm: Go?\n" + Raise(Wrong));
        lab.Run(server.Target(database)).Exits(8);
        lab.Steps("  - confirm: Go?\n" + Raise("WHERE step = 'new'")).Resume("--yes", "--accept-changed", "the undo named the wrong row").Exits(0);
        Assert.Equal("new", await server.DoneAsync(database));

        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(0).Says("WHERE step = 'new'").NeverShows("wrong");
        Assert.Equal("old", await server.DoneAsync(database));
    }

    [Fact]
    public async Task What_was_remembered_before_the_change_stays_as_it_was_shown()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Raise("WHERE step = 'new'") + "\n  - confirm: Still?");
        lab.Run(server.Target(database)).Exits(8);
        lab.Steps(Raise(Wrong) + "\n  - confirm: Still?").Resume("--yes", "--accept-changed", "for later runs").Exits(0);

        Lab.Checked(lab.Program.Run("undo", "last")).Exits(8).Says("WHERE step = 'new'");
        lab.Resume("--yes").Exits(0);
        Assert.Equal("old", await server.DoneAsync(database));
    }

    [Fact]
    public async Task So_it_is_after_a_failure()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Raise("WHERE step = 'new'") + "\n  - confirm: Still?\n  - assert: \"false\"", "after_failure: undo\n");
        lab.Run(server.Target(database)).Exits(8);
        lab.Steps(Raise(Wrong) + "\n  - confirm: Still?\n  - assert: \"1 == 2\"", "after_failure: undo\n").Resume("--yes", "--accept-changed", "for later runs").Exits(5);
        Assert.Equal("old", await server.DoneAsync(database));
    }

    private static string Raise(string where) => $$"""
          - sql: INSERT INTO done VALUES ('new')
            undo: [{ sql: UPDATE done SET step = 'old' {{where}}, affected: 1 }]
        """;
}
