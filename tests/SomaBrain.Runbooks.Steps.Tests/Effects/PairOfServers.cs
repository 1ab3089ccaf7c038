using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A primary and a standby of one test alone: it may promote and restart them.</summary>
internal sealed class PairOfServers : IAsyncDisposable
{
    private readonly ScratchCluster _cluster;

    private PairOfServers(ScratchCluster cluster) => _cluster = cluster;

    public ScratchServer Primary => _cluster.Primary;

    public ScratchServer Standby => _cluster.Standbys[0];

    public static async Task<PairOfServers> StartAsync()
    {
        var cluster = await ScratchCluster.StartAsync(
            new() { StateDirectory = ScratchFixture.StateDirectory, Content = ScratchContent.Empty }, CancellationToken.None);
        await cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", "postgres", "postgres", CancellationToken.None);
        await cluster.AddStandbyAsync(CancellationToken.None);
        return new(cluster);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
