using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>What steps left in a session that they share is gone when the run goes on in another process.</summary>
public sealed class SharedSessions(FaultServer server)
{
    private const string After = """
          - confirm: Go?
          - { session: work, sql: INSERT INTO done VALUES ('after') }
        """;

    [Fact]
    public async Task Settings_are_made_again_before_the_next_step()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($$$"""
              - sql: CREATE SCHEMA other; CREATE TABLE other.done (step text)
              - { session: work, sql: "SET search_path = {{ 'other' | literal }}" }
              - { session: work, sql: INSERT INTO done VALUES ('before') }
            {{{After}}}
              - { id: count, sql: SELECT count(*) AS n FROM other.done }
              - assert: steps.count.row.n == 2
            """);
        lab.Run(server.Target(database)).Exits(8);

        lab.Resume("--yes").Exits(0);

        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies();
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0);
    }

    [Theory]
    [InlineData("CREATE TEMP TABLE t AS SELECT 1 AS a", "a temporary table")]
    [InlineData("SELECT pg_advisory_lock(5)", "an advisory lock")]
    [InlineData("DO $$ BEGIN SET LOCAL work_mem = '1MB'; END $$", "what its code did")]
    [InlineData("SELECT set_config('search_path', 'public', false)", "a setting")]
    public async Task Whatever_else_was_left_there_ends_the_run_before_a_statement_that_may_need_it(string statement, string what)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - {{ id: begin, session: work, sql: \"{statement}\" }}\n{After}");
        lab.Run(server.Target(database)).Exits(8);

        lab.Resume("--yes").Exits(6).Says("error[RB529]").Says(what).Says("`begin`");

        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task Steps_that_left_nothing_there_take_nothing_with_them()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - {{ session: work, sql: \"INSERT INTO done VALUES ('one')\" }}\n  - {{ session: work, sql: SELECT count(*) FROM done }}\n{After}");
        lab.Run(server.Target(database)).Exits(8);

        lab.Resume("--yes").Exits(0);

        Assert.Equal("one after", await server.DoneAsync(database));
    }
}
