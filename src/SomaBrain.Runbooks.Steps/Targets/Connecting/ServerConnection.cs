using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>An open session and who is at its other end. Closing it closes the session: nothing is pooled.</summary>
public sealed class ServerConnection(NpgsqlDataSource source, NpgsqlConnection session, ServerAddress address, TargetFacts facts) : IAsyncDisposable
{
    /// <summary>The session itself.</summary>
    public NpgsqlConnection Session { get; } = session;

    /// <summary>The one of several servers that was chosen.</summary>
    public ServerAddress Address { get; } = address;

    public TargetFacts Facts { get; } = facts;

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await source.DisposeAsync();
    }
}
