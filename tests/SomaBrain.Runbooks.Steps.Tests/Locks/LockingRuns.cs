using Npgsql;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Locks;

namespace SomaBrain.Runbooks.Steps.Tests.Locks;

/// <summary>One run at a time: locks on a real server.</summary>
public sealed class LockingRuns(ScratchFixture scratch)
{
    private const string First = "20261122T164012Z-aaaaaa";
    private const string Second = "20261122T164013Z-bbbbbb";

    [Fact]
    public async Task The_second_is_told_who_has_it_and_for_how_long()
    {
        var database = await DatabaseAsync();
        await using var one = new LockPlay(database, First);
        await using var two = new LockPlay(database, Second);

        Assert.Null(await one.HoldAsync());
        var refused = await two.Locks.HoldAsync(CancellationToken.None);

        Assert.Equal("RB540", refused?.Code);
        Assert.Contains($"run {First} of tester on {LockPlay.Machine}, for ", refused!.Message);
        Assert.Contains("since 2026-11-22 16:40:12 UTC (server process ", refused.Message);
        Assert.Empty(two.Taken);
        Assert.Equal([new JournalEvent.LockTaken("db", "nightly")], one.Taken);
    }

    [Fact]
    public async Task Taken_once_it_is_held_to_the_end_and_then_free()
    {
        var database = await DatabaseAsync();
        await using var two = new LockPlay(database, Second);
        await using (var one = new LockPlay(database, First))
        {
            Assert.Null(await one.HoldAsync());
            Assert.Null(await one.HoldAsync());
            Assert.Single(one.Taken);
            Assert.Equal("RB540", await two.HoldAsync());
        }

        Assert.Null(await two.HoldAsync());
    }

    [Fact]
    public async Task Other_names_and_other_databases_are_other_locks()
    {
        var database = await DatabaseAsync();
        await using var one = new LockPlay(database, First);
        await using var other = new LockPlay(database, Second, name: "weekly");
        await using var elsewhere = new LockPlay(await DatabaseAsync(), Second);
        await using var both = new LockPlay(database, "20261122T164014Z-cccccc", name: "monthly", more: "nightly");

        Assert.Null(await one.HoldAsync());
        Assert.Null(await other.HoldAsync());
        Assert.Null(await elsewhere.HoldAsync());
        Assert.Equal("RB540", await both.HoldAsync());
    }

    [Fact]
    public async Task A_lost_lock_stops_the_run()
    {
        var database = await DatabaseAsync();
        await using var one = new LockPlay(database, First);
        Assert.Null(await one.HoldAsync());

        await EndLocksAsync(database);

        Assert.Equal("RB543", await one.HoldAsync());
        Assert.Equal("RB543", await one.HoldAsync());
    }

    [Fact]
    public async Task One_that_a_step_announced_to_go_is_taken_again_unless_another_was_faster()
    {
        var database = await DatabaseAsync();
        await using var one = new LockPlay(database, First);
        await using var two = new LockPlay(database, Second);
        Assert.Null(await one.HoldAsync());
        one.Locks.Expect("db", ServerChange.Session);
        await EndLocksAsync(database);

        Assert.Null(await one.HoldAsync());
        Assert.Equal(2, one.Taken.Count);

        one.Locks.Expect("db", ServerChange.Session);
        await EndLocksAsync(database);
        Assert.Null(await two.HoldAsync());
        Assert.Equal("RB540", await one.HoldAsync());
    }

    [Fact]
    public async Task A_resumed_run_takes_over_the_lock_that_its_dead_program_left()
    {
        var database = await DatabaseAsync();
        await using var dead = new LockPlay(database, First);
        Assert.Null(await dead.HoldAsync());
        await using var resumed = new LockPlay(database, First);

        Assert.Null(await resumed.HoldAsync());

        Assert.StartsWith($"run {First} of tester on {LockPlay.Machine}, server process ", ((JournalEvent.LockTaken)resumed.Taken[0]).TookOver);
        Assert.Equal("RB543", await dead.HoldAsync());
    }

    [Fact]
    public async Task The_lock_of_another_dead_program_is_left_to_a_person()
    {
        var database = await DatabaseAsync();
        await using var dead = new LockPlay(database, First);
        Assert.Null(await dead.HoldAsync());
        await using var next = new LockPlay(database, Second);
        next.Dead.Add(First);

        var refused = await next.Locks.HoldAsync(CancellationToken.None);

        Assert.Equal("RB541", refused?.Code);
        Assert.Contains("SELECT pg_terminate_backend(", refused!.Hint);
    }

    [Fact]
    public async Task A_server_that_is_down_is_locked_by_a_file()
    {
        var files = new HashSet<string>();
        const string nobody = "host=127.0.0.1 port=1 user=postgres dbname=x connect_timeout=2";
        await using var one = new LockPlay(nobody, First, files);
        await using var two = new LockPlay(nobody, Second, files);

        Assert.Null(await one.HoldAsync());
        Assert.Null(await one.HoldAsync());
        Assert.Equal([new JournalEvent.LockTaken("db", "nightly", Local: true)], one.Taken);
        Assert.Equal("RB545", await two.HoldAsync());
    }

    [Fact]
    public async Task A_superuser_who_plays_with_advisory_locks_gets_an_honest_name()
    {
        var database = await DatabaseAsync();
        await using var somebody = await scratch.OpenAsync(database.Split("dbname=")[1]);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey.Of("nightly").Number})", somebody);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        await using var one = new LockPlay(database, First);

        Assert.Contains("a session called `runbook/scratch`", (await one.Locks.HoldAsync(CancellationToken.None))!.Message);
    }

    [Theory]
    [InlineData("dba", "db1", "runbook 20261122T164012Z-aaaaaa dba@db1")]
    [InlineData("Zoë Ä", "db1", "runbook 20261122T164012Z-aaaaaa Zo___@db1")]
    [InlineData("somebody.with.a.long.name", "a-long-host-name.example.com", "runbook 20261122T164012Z-aaaaaa somebody.with.a.long.name@a-lon")]
    public void A_holder_is_read_from_the_name_of_its_session(string who, string host, string name)
    {
        var holder = new LockHolder(First, who, host);

        Assert.Equal(name, holder.ApplicationName);
        Assert.True(name.Length <= 63);
        var read = LockHolder.Parse(name)!;
        Assert.Equal(First, read.Run);
        Assert.True(read.IsOn(host));
        Assert.False(read.IsOn("elsewhere"));
        Assert.Null(LockHolder.Parse("psql"));
    }

    private async Task<string> DatabaseAsync() => scratch.Cluster.Primary.ConnectionStringFor(await scratch.NewDatabaseAsync());

    /// <summary>Ends the sessions that have locks, and waits until they are gone.</summary>
    private Task EndLocksAsync(string connection) => scratch.Cluster.Primary.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{connection.Split("dbname=")[1]}'", "postgres", "postgres", CancellationToken.None);
}
