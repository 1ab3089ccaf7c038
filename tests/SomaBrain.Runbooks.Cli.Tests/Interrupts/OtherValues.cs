using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>A run goes on with the values it had, also with those that its journal does not keep.</summary>
public sealed class OtherValues(FaultServer server)
{
    private const string Pick = """
          - sql: CREATE TABLE todo AS SELECT unnest(array['a', 'b']) AS step
          - { id: pick, sensitive: true, sql: SELECT step FROM todo ORDER BY step LIMIT 1 }
          - { sql: "DELETE FROM todo WHERE step = {{ steps.pick.row.step }} AND {{ params.all }}" }
          - confirm: Go?
          - { sql: "INSERT INTO done VALUES ({{ steps.pick.row.step }})" }
        """;

    [Fact]
    public async Task A_read_that_comes_to_something_else_than_what_was_changed_by_waits_for_a_person()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Pick, "params: { all: { type: boolean, default: true, help: x } }\n");
        lab.Run(server.Target(database)).Exits(8);

        lab.Resume("--yes").Exits(7).Says("error[RB530]").Says("--resolve '2=retry'");
        lab.Resume("--yes").Exits(7).Says("error[RB530]");
        Assert.Equal("", await server.DoneAsync(database));

        lab.Resume("--yes", "--resolve", "pick=retry", "--reason", "b is next").Exits(0);
        Assert.Equal("b", await server.DoneAsync(database));
        lab.Verifies().Show().Prints("b is next");
    }

    [Fact]
    public async Task A_read_that_comes_to_the_same_goes_on()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Pick, "params: { all: { type: boolean, default: false, help: x } }\n");
        lab.Run(server.Target(database)).Exits(8);

        lab.Resume("--yes").Exits(0);

        Assert.Equal("a", await server.DoneAsync(database));
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0);
    }

    [Theory]
    [InlineData("['0', 'a', 'b']", "turn 0 of step `each` was begun for another element")]
    [InlineData("['a']", "had a turn 1, and the list has 1 elements now")]
    public async Task A_list_that_was_changed_below_turns_that_were_done_ends_the_run(string list, string why)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        string Steps(string of) => $"  - id: each\n    for_each: {of}\n    block:\n      - {{ sql: \"INSERT INTO done VALUES ({{{{ item }}}})\" }}\n      - {{ when: index == 1, confirm: \"Go on?\" }}";
        lab.Steps(Steps("['a', 'b']"));
        lab.Run(server.Target(database)).Exits(8);

        lab.Steps(Steps(list));
        lab.Resume("--yes", "--accept-changed", "forgotten").Exits(6).Says("error[RB531]").Says(why);

        Assert.Equal("a b", await server.DoneAsync(database));
    }

    [Fact]
    public async Task Another_secret_is_refused_unless_somebody_says_why()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            "  - { sql: \"INSERT INTO done VALUES (md5({{ params.pw }}))\" }\n  - confirm: Go?\n  - { sql: \"INSERT INTO done VALUES ('last' || length({{ params.pw }}))\" }",
            "params: { pw: { type: secret, from: \"env:PW\" } }\n");
        Lab.Checked(lab.Program.Environment("PW", "correct-horse-1").Run("run", "x.yaml", "--target", server.Target(database))).Exits(8);

        Lab.Checked(lab.Program.Environment("PW", "typo-horse-222x").Run("resume", "last", "--yes")).Exits(3).Says("error[RB532]").Says("params.pw").NeverShows("typo-horse-222x");
        Assert.DoesNotContain("last", await server.DoneAsync(database), StringComparison.Ordinal);

        Lab.Checked(lab.Program.Environment("PW", "correct-horse-1").Run("resume", "last", "--yes")).Exits(0);
        Assert.EndsWith("last15", await server.DoneAsync(database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_ran_out_is_taken_when_somebody_says_so()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - confirm: Go?\n  - { sql: \"INSERT INTO done VALUES (length({{ params.pw }})::text)\" }", "params: { pw: { type: secret, from: \"env:PW\" } }\n");
        Lab.Checked(lab.Program.Environment("PW", "old-token-1234").Run("run", "x.yaml", "--target", server.Target(database))).Exits(8);

        Lab.Checked(lab.Program.Environment("PW", "new-token-12345").Run("resume", "last", "--yes")).Exits(3).Says("error[RB532]");
        Lab.Checked(lab.Program.Environment("PW", "new-token-12345").Run("resume", "last", "--yes", "--accept-changed", "it ran out")).Exits(0);

        Assert.Equal("15", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_can_be_given_up_with_another_one()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - confirm: Go?\n  - { sql: \"INSERT INTO done VALUES (length({{ params.pw }})::text)\" }", "params: { pw: { type: secret, from: \"env:PW\" } }\n");
        Lab.Checked(lab.Program.Environment("PW", "old-token-1234").Run("run", "x.yaml", "--target", server.Target(database))).Exits(8);

        Lab.Checked(lab.Program.Environment("PW", "new-token-12345").Run("abort", "last")).Exits(10);

        Assert.Equal("", await server.DoneAsync(database));
    }
}
