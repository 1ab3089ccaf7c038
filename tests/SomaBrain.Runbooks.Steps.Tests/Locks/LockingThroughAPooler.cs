using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Locks;

/// <summary>A lock that would be another's is not taken: the real PgBouncer.</summary>
public sealed class LockingThroughAPooler(ScratchFixture scratch)
{
    private const string Run = "20261122T164012Z-aaaaaa";

    [Theory]
    [InlineData("transaction", "")]
    [InlineData("transaction", "default_pool_size = 1")]
    [InlineData("transaction", "server_round_robin = 1\nmin_pool_size = 4")]
    [InlineData("statement", "")]
    public async Task A_session_that_is_shared_is_refused_and_nothing_is_left_locked(string mode, string settings)
    {
        var database = await scratch.NewDatabaseAsync();
        using var pooler = new Pooler(scratch.Cluster.Primary, mode, settings);
        await using var pooled = new LockPlay(pooler.ConnectionStringFor(database), Run);

        Assert.Equal("RB542", await pooled.HoldAsync());

        await using var direct = new LockPlay(scratch.Cluster.Primary.ConnectionStringFor(database), Run);
        Assert.Null(await direct.HoldAsync());
    }

    [Fact]
    public async Task A_session_of_its_own_holds_the_lock()
    {
        var database = await scratch.NewDatabaseAsync();
        using var pooler = new Pooler(scratch.Cluster.Primary, "session");
        await using var pooled = new LockPlay(pooler.ConnectionStringFor(database), Run);
        await using var direct = new LockPlay(scratch.Cluster.Primary.ConnectionStringFor(database), "20261122T164013Z-bbbbbb");

        Assert.Null(await pooled.HoldAsync());
        Assert.Null(await pooled.HoldAsync());
        Assert.Equal("RB540", await direct.HoldAsync());
    }
}
