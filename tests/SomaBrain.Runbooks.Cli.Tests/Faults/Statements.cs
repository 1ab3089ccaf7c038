namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>What a server refuses, or takes too long for.</summary>
public sealed class Statements(FaultServer server)
{
    [Theory]
    [InlineData("sql: SELECT * FROM done", "42501", "run it with a role that may")]
    [InlineData("sql: SELECT * FROM nowhere", "42P01", "look at the name and at the search_path")]
    [InlineData("sql: SELECT pg_sleep(60)\n    statement_timeout: 100ms", "57014", "raise `statement_timeout`")]
    [InlineData("sql: INSERT INTO own VALUES (1 / (SELECT 0))", "22012", "")]
    public async Task What_the_server_refuses_has_changed_nothing(string step, string state, string next)
    {
        var database = await server.NewDatabaseAsync();
        await server.ExecuteAsync("CREATE TABLE own (i int); GRANT ALL ON own TO limited; INSERT INTO own VALUES (7)", database);
        using var lab = new Lab().Steps($"  - id: bad\n    {step}\n  - sql: DELETE FROM own WHERE i = 7");
        Lab.Ends(lab.Run(server.Target(database, "limited")).Says($"sqlstate: {state}"), 1, "Failed at step 1 (bad). Nothing was changed.", next);
        lab.Verifies().Show().Prints("failed, nothing changed, exit 1");
    }

    /// <summary>Npgsql asked the server on the thread that waited for it, in half of the cases, until a limit of ten seconds gave the session up.</summary>
    [Fact]
    public void A_session_outlives_the_statements_that_took_too_long()
    {
        const string Pid = "session: one, sql: SELECT pg_backend_pid() AS pid";
        const string Slow = "  - { session: one, sql: \"SELECT pg_sleep(30), pg_notify('a', 'b')\", effect: write, timeout: 100ms, on_failure: continue }\n";
        using var lab = new Lab().Steps(
            $"  - {{ id: before, {Pid} }}\n{string.Concat(Enumerable.Repeat(Slow, 8))}  - {{ id: after, {Pid} }}\n  - assert: steps.before.row.pid == steps.after.row.pid");

        lab.Run(server.Target()).Says("ok        11 assert");
    }

    [Fact]
    public async Task A_lock_that_is_not_got_names_how_to_find_its_holder()
    {
        var database = await server.NewDatabaseAsync();
        await using var holder = await server.OpenAsync(database);
        await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new Npgsql.NpgsqlCommand("LOCK TABLE done", holder))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var lab = new Lab().Steps("  - id: put\n    sql: INSERT INTO done VALUES ('never')\n    lock_timeout: 100ms");
        Lab.Ends(lab.Run(server.Target(database)).Says("sqlstate: 55P03"), 1, "Failed at step 1 (put). Nothing was changed.", "pg_locks");
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Theory]
    [InlineData("sql: SELECT pg_sleep(60)")]
    [InlineData("sql: INSERT INTO done SELECT 'never' FROM pg_sleep(60)")]
    [InlineData("shell: sleep 60\n    effect: read")]
    public async Task A_step_that_takes_longer_than_its_timeout_is_cancelled_and_has_changed_nothing(string step)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - id: slow\n    {step}\n    timeout: 300ms\n  - sql: INSERT INTO done VALUES ('next')");
        var result = lab.Run(server.Target(database));

        // The server keeps the same limit, and on a busy machine it is the first to say so.
        Assert.Matches("error\\[RB401\\]: the step took longer than its timeout of 300 ms|canceling statement due to statement timeout", result.Errors);
        Lab.Ends(result, 1, "Failed at step 1 (slow). Nothing was changed.", "raise `");
        Assert.False(server.IsBusyWith("pg_sleep", database), "the server still works on it");
        Assert.Equal("", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Fact]
    public async Task A_command_that_writes_and_takes_too_long_is_in_doubt()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - sql: INSERT INTO done VALUES ('first')\n  - { id: slow, shell: sleep 60, effect: write, timeout: 300ms }\n  - sql: INSERT INTO done VALUES ('next')");
        var result = lab.Run(server.Target(database)).Says("error[RB422]").Says("it took longer than its timeout of 300 ms");
        Lab.Ends(result, 7, "In doubt at step 2 (slow): nobody knows whether it took effect. Changed before by: 1.", "look at what it has done");
        Assert.Equal("first", await server.DoneAsync(database));
        lab.IsWholeSoFar().Show().Prints("in doubt");
    }

    [Theory]
    [InlineData("sneaky()", "25006")]
    [InlineData("sneakier()", "25001")]
    public async Task A_read_step_cannot_write_whatever_it_calls(string call, string state)
    {
        var database = await server.NewDatabaseAsync();
        await server.ExecuteAsync(
            """
            CREATE FUNCTION sneaky() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO done VALUES ('sneaked'); RETURN 1; END $$;
            CREATE FUNCTION sneakier() RETURNS int LANGUAGE plpgsql AS $$ BEGIN SET TRANSACTION READ WRITE; INSERT INTO done VALUES ('sneaked'); RETURN 1; END $$;
            """,
            database);
        using var lab = new Lab().Steps($"  - id: ask\n    sql: SELECT {call}");
        Lab.Ends(lab.Run(server.Target(database)).Says($"sqlstate: {state}"), 1, "Failed at step 1 (ask). Nothing was changed.", "the step only reads");
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_value_is_never_a_statement()
    {
        var database = await server.NewDatabaseAsync();
        const string Evil = "x'; COMMIT; DROP TABLE done; --";
        using var lab = new Lab().Steps(
            """
              - { id: bound, sql: "SELECT {{ params.s }} AS it" }
              - { id: literal, sql: "SELECT {{ params.s | literal }} AS it" }
              - { id: name, sql: "SELECT 1 AS {{ params.s | ident }}" }
              - assert: "steps.bound.row.it == params.s && steps.literal.row.it == params.s"
            """,
            "params: { s: { type: string } }\n");
        lab.Run(server.Target(database), "-p", $"s={Evil}").Exits(0);
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_misspelt_column_is_told_when_it_runs_with_the_right_one()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            "  - sql: INSERT INTO done VALUES ('first')\n  - { id: a, sql: SELECT * FROM (SELECT 1 AS alpha) AS x }\n  - { id: bad, sql: \"INSERT INTO done VALUES ({{ steps.a.row.alhpa }})\" }");
        Lab.Ends(lab.Run(server.Target(database)).Says("`steps.a.row` has no `alhpa`"), 6, "Failed at step 3 (bad). Changed by: 1; nothing was undone.", "did you mean `alpha`?");
        Assert.Equal("first", await server.DoneAsync(database));
        lab.Verifies();
    }
}
