using System.Globalization;
using Npgsql;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>All that works beside the playbook in one drill, by the name of its step.</summary>
internal sealed class Backgrounds(DrillSystem system) : IAsyncDisposable
{
    private readonly Dictionary<string, Background> _working = new(StringComparer.Ordinal);

    /// <exception cref="NpgsqlException">It does not start.</exception>
    public async Task StartAsync(string name, string target, string user, string? database, string sql, int clients, TimeSpan every, bool once, CancellationToken ct)
    {
        var server = system.Target(target, user).Settings.Servers[0];
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = user,
            Database = database ?? system.Database,
            Pooling = false,
            CancellationTimeout = 30_000, // what it commits while it is stopped counts: the answer is waited for
            ApplicationName = string.Create(CultureInfo.InvariantCulture, $"drill/{name}"),
        };
        var background = new Background(connection.ConnectionString, sql, every, once);
        _working[name] = background;
        await background.StartAsync(clients, ct);
    }

    /// <summary>Stops it; null where there is none of that name.</summary>
    public async Task<Background?> StopAsync(string name)
    {
        if (!_working.Remove(name, out var background))
        {
            return null;
        }

        await background.DisposeAsync();
        return background;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var background in _working.Values)
        {
            await background.DisposeAsync();
        }

        _working.Clear();
    }
}
