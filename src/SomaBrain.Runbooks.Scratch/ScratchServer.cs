using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>One server of a scratch cluster: the primary or a standby.</summary>
public sealed class ScratchServer : IAsyncDisposable
{
    private readonly ServerUser _user;
    private readonly PostgresBinaries _binaries;
    private readonly TimeSpan _patience;
    private readonly List<NpgsqlDataSource> _sources = [];

    internal ScratchServer(string host, int port, PostgresBinaries binaries, ServerUser user, TimeSpan patience)
    {
        (Host, Port, _binaries, _user, _patience) = (host, port, binaries, user, patience);
    }

    /// <summary>The directory of the socket, as libpq's <c>host</c>.</summary>
    public string Host { get; }

    public int Port { get; }

    public string DataDirectory => Path.Combine(Host, "data");

    public string ServerLog => Path.Combine(Host, "server.log");

    public string BinDirectory => _binaries.Directory;

    /// <summary>The server's process id, 0 while it is stopped.</summary>
    public int PostmasterPid { get; private set; }

    /// <summary>For libpq, as superuser: <c>host=/tmp/rb-… port=5432 user=postgres dbname=…</c>.</summary>
    public string ConnectionStringFor(string database, string user = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"host={Host} port={Port} user={user} dbname={database}");

    /// <summary>A connection of its own, not pooled; the caller disposes of it.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string database, string user, CancellationToken ct)
    {
        var builder = new NpgsqlSlimDataSourceBuilder
        {
            ConnectionStringBuilder =
            {
                Host = Host, Port = Port, Database = database, Username = user, Pooling = false, ApplicationName = "runbook/scratch",
            },
        };
        var source = builder.Build();
        _sources.Add(source);
        return await source.OpenConnectionAsync(ct);
    }

    public async Task ExecuteAsync(string sql, string database, string user, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, user, ct);
        await using var command = Command(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Starts the server, for the first time or again, and returns when it takes connections.</summary>
    /// <exception cref="ScratchFailure">It does not; the message ends with the last lines of its log.</exception>
    public async Task StartAgainAsync(CancellationToken ct)
    {
        var seconds = ((int)_patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        // pg_ctl gives the server a session of its own: the terminal's Ctrl-C reaches us and never the server.
        var start = await Launcher.TryRunAsync(
            [.. _user.Become, _binaries["pg_ctl"], "start", "-D", DataDirectory, "-l", ServerLog, "-s", "-w", "-t", seconds], null, ct);
        if (start.ExitCode != 0 || await Postmaster.FindAsync(DataDirectory, ct) is not { } pid)
        {
            throw new ScratchFailure(
                $"PostgreSQL {_binaries.Major} does not start in `{Host}`: {start.StandardError.Trim()}\n{LogTail()}",
                "mend what the server's log says; often it is a setting, a port in use or a full disk");
        }

        PostmasterPid = pid;
    }

    /// <exception cref="ScratchFailure">The server is still there when the patience ends.</exception>
    public async Task StopAsync(StopMode mode, CancellationToken ct)
    {
        if (!await Postmaster.StopAsync(DataDirectory, mode, _patience, ct))
        {
            throw new ScratchFailure($"the server in `{Host}` does not stop\n{LogTail()}", "end its clients, or stop it in the mode `immediate`");
        }

        PostmasterPid = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await Postmaster.EndAsync(DataDirectory, CancellationToken.None);
        PostmasterPid = 0;
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>Without a time limit of its own: what fills a large database takes what it takes.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Constant texts of this project, or a test's own on its own server.")]
    internal static NpgsqlCommand Command(string sql, NpgsqlConnection connection) => new(sql, connection) { CommandTimeout = 0 };

    /// <summary>Writes as the server's user: as root we would follow a link that user had put there.</summary>
    internal Task WriteAsync(string name, string text, bool append, CancellationToken ct) =>
        Launcher.RunAsync([.. _user.Become, "tee", .. append ? ["-a"] : Array.Empty<string>(), Path.Combine(DataDirectory, name)], text, ct);

    private string LogTail()
    {
        try
        {
            return string.Join('\n', File.ReadLines(ServerLog).TakeLast(15));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "the server wrote no log";
        }
    }
}
