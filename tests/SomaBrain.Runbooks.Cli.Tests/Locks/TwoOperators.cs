using System.Globalization;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Locks;

/// <summary>Two who start the same playbook: one runs it, the other is told who.</summary>
public sealed class TwoOperators(FaultServer server)
{
    /// <summary>Ten, and a hundred under `./build soak`.</summary>
    private static int Rounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SOAK_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor > 1 ? 100 : 10;

    /// <summary>Writes, and then waits for the file `go`.</summary>
    private const string Waiting = """
          - sql: INSERT INTO done VALUES ('once')
          - shell: touch began; while ! test -e go; do sleep 0.02; done
            effect: write
            timeout: 2m
        """;

    [Fact]
    public async Task Exactly_one_runs_each_time()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting);
        for (var round = 1; round <= Rounds; round++)
        {
            File.Delete(lab.Folder["go"]);
            using var ann = Start(lab, "ann", database);
            using var bob = Start(lab, "bob", database);
            SpinWait.SpinUntil(() => !ann.IsRunning || !bob.IsRunning, TimeSpan.FromMinutes(2));
            lab.Folder.Write("go", "");
            var (winner, loser) = ann.IsRunning ? (ann, bob) : (bob, ann);

            Lab.Checked(loser.Ends()).Exits(11).Says("RB540").Says($"of {(loser == ann ? "bob" : "ann")} on ").Prints("Locked by another run. Nothing was changed.");
            winner.Ends().Exits(0);

            Assert.Equal(string.Join(' ', Enumerable.Repeat("once", round)), await server.DoneAsync(database));
        }
    }

    [Fact]
    public async Task Who_is_kept_out_has_nothing_to_clean_up()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{Waiting}\nfinally:\n  - sql: INSERT INTO done VALUES ('cleaned')\n  - note: over");
        using var first = lab.Start(server.Target(database));
        first.Prints("ok        1 sql");

        lab.Run(server.Target(database)).Exits(11).Says("RB540").NeverShows("failed    finally").NeverShows("Cancelled").NeverShows("over");

        lab.Folder.Write("go", "");
        first.Ends().Exits(0);
        Assert.Equal("once cleaned", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_plan_tells_who_has_it()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting);
        using (var first = lab.Start(server.Target(database)))
        {
            first.Prints("ok        1 sql");
            Plan(server.Target(database)).Prints("\nlock x.yaml on db, held now by run ");
            Plan(server.Target(database), "--format", "markdown").Prints(" · lock x.yaml on db, held now by run ");
            Plan(server.Target(database), "--format", "json").Prints("\"local\": false,\n      \"held_by\": \"run ");
            lab.Folder.Write("go", "");
            first.Ends().Exits(0);
        }

        Plan(server.Target(database)).Prints("\nlock x.yaml on db\n");
        Plan("host=/nowhere").Prints("\nlock x.yaml on db: nobody answers there now, and while that is so it is a file, which keeps apart the runs of this machine only\n");
        lab.Steps("  - sql: CREATE TABLE x ()");
        Plan("scratch").NeverShows("lock x.yaml");
        lab.Steps("  - sql: SELECT 1");
        Plan(server.Target(database)).NeverShows("lock x.yaml");

        RunbookResult Plan(string target, params string[] more) => lab.Program.Run(["plan", "x.yaml", "--target", target, .. more]).Exits(0);
    }

    [Fact]
    public async Task A_killed_program_leaves_no_lock()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting);
        using (var killed = lab.Start(server.Target(database)))
        {
            killed.Prints("ok        1 sql").Signal(9).Ends();
        }

        lab.Folder.Write("go", "");
        lab.Run(server.Target(database)).Exits(0);
    }

    /// <summary>Also when it was taken for that very step: the first that changes something.</summary>
    [Theory]
    [InlineData("\n    changes: [session]", 0)]
    [InlineData("", 6)]
    public async Task A_step_that_says_that_sessions_end_may_end_the_lock(string changes, int code)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            $"  - effect: write\n    sql: SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid(){changes}\n" +
            "  - sql: INSERT INTO done VALUES ('once')");
        var result = lab.Run(server.Target(database)).Exits(code);
        Assert.Equal(code == 0 ? "once" : "", await server.DoneAsync(database));
        if (code != 0)
        {
            result.Says("RB543");
        }
    }

    [Fact]
    public async Task Another_name_and_a_playbook_that_only_reads_are_not_kept_out()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting, "lock: nightly\n");
        using var running = lab.Start(server.Target(database)).Prints("ok        1 sql");

        lab.Steps("  - sql: SELECT 1").Run(server.Target(database)).Exits(0);
        lab.Steps("  - sql: INSERT INTO done VALUES ('other')").Run(server.Target(database)).Exits(0);
        lab.Steps("  - sql: INSERT INTO done VALUES ('same')", "lock: nightly\n").Run(server.Target(database)).Exits(11);
        lab.Program.Run("plan", "x.yaml", "--target", server.Target(database)).Exits(0);

        lab.Folder.Write("go", "");
        running.Ends().Exits(0);
        Assert.Equal("once other", await server.DoneAsync(database));
    }

    [Theory]
    [InlineData("on_failure: continue")]
    [InlineData("on_failure: warn")]
    [InlineData("retry: { times: 3, delay: 1s }")]
    public async Task Nothing_in_the_playbook_gets_around_it(string key)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting, "lock: nightly\n");
        using var running = lab.Start(server.Target(database)).Prints("ok        1 sql");

        lab.Steps($"""
              - block:
                  - {key}
                    sql: INSERT INTO done VALUES ('no')
                rescue:
                  - sql: INSERT INTO done VALUES ('rescued')
            finally:
              - sql: INSERT INTO done VALUES ('finally')
            """, "lock: nightly\n").Run(server.Target(database)).Exits(11).Says("RB540");

        lab.Folder.Write("go", "");
        running.Ends().Exits(0);
        Assert.Equal("once", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_lock_that_is_lost_stops_the_run_before_its_next_change()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{Waiting}\n  - sql: INSERT INTO done VALUES ('twice')");
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["began"]), "a step at work");

        await server.ExecuteAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{database}' AND application_name LIKE 'runbook 2%'");
        lab.Folder.Write("go", "");

        Lab.Checked(running.Ends()).Exits(6).Says("RB543").Prints("Failed at step 3.");
        Assert.Equal("once", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_that_waited_and_is_kept_out_waits_again()
    {
        var database = await server.NewDatabaseAsync();
        const string first = "  - sql: INSERT INTO done VALUES ('first')\n  - confirm: go on?\n  - sql: INSERT INTO done VALUES ('second')";
        using var lab = new Lab().Steps(first, "lock: nightly\n");
        lab.Run(server.Target(database)).Exits(8);
        var waits = lab.Runs().Single();
        lab.Steps(Waiting, "lock: nightly\n");
        using var running = lab.Start(server.Target(database)).Prints("ok        1 sql");

        lab.Steps(first, "lock: nightly\n");
        Lab.Checked(lab.Program.Run("resume", waits, "--yes")).Exits(8).Says("RB540").Prints($"runbook resume {waits}");

        lab.Folder.Write("go", "");
        running.Ends().Exits(0);
        Lab.Checked(lab.Program.Run("resume", waits, "--yes")).Exits(0);
        Assert.Equal("first once second", await server.DoneAsync(database));
        lab.Program.Run("verify", waits).Exits(0);
    }

    [Fact]
    public async Task A_target_that_is_down_is_locked_on_this_machine_and_that_is_said()
    {
        var database = await server.NewDatabaseAsync();
        const string head = "targets: { db: { may_be_down: true } }\n";
        using var lab = new Lab().Steps(Waiting.Split("  - shell")[1] is var shell ? $"  - shell{shell}" : "", head);
        const string nobody = "host=127.0.0.1 port=1 user=postgres dbname=x sslmode=disable";
        using var running = lab.Start(nobody).Prints("warning[RB547]");

        lab.Run(nobody).Exits(11).Says("RB545");

        lab.Folder.Write("go", "");
        running.Ends().Exits(0);
        lab.Run(nobody).Exits(0);
        Assert.Equal("", await server.DoneAsync(database));
    }

    private RunningRunbook Start(Lab lab, string who, string database) => Runbook.In(lab.Folder).Within(TimeSpan.FromMinutes(3))
        .Environment("RUNBOOK_STATE", lab.Folder[$"state-{who}"]).Start("run", "x.yaml", "--as", who, "--target", server.Target(database));
}
