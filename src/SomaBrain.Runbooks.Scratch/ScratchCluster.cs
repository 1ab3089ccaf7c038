using System.ComponentModel;
using Npgsql;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>
/// A throw-away PostgreSQL cluster: a primary, standbys where wanted. It goes with <see cref="DisposeAsync"/>; where the process
/// dies before, a watchdog removes it within seconds, and where that dies too, the next start does.
/// </summary>
public sealed class ScratchCluster : IAsyncDisposable
{
    private readonly string _directory;
    private readonly Watchdog _watchdog;
    private readonly ServerUser _user;
    private readonly PostgresBinaries _binaries;
    private readonly ScratchOptions _options;
    private readonly List<ScratchServer> _standbys = [];
    private readonly Lazy<Task> _removal;

    private ScratchCluster(string directory, Watchdog watchdog, PostgresBinaries binaries, ServerUser user, ScratchOptions options)
    {
        (_directory, _watchdog, _binaries, _user, _options) = (directory, watchdog, binaries, user, options);
        Primary = Server("primary");
        _removal = new(RemoveAsync);
    }

    public ScratchServer Primary { get; }

    public IReadOnlyList<ScratchServer> Standbys => _standbys;

    /// <summary>The database the program connects to: <c>somabrain</c>, or <c>postgres</c> in a bare cluster.</summary>
    public string Database => _options.Content == ScratchContent.Empty ? "postgres" : SomaBrainDatabase.Name;

    /// <summary>The primary, as superuser, for libpq.</summary>
    public string ConnectionString => Primary.ConnectionStringFor(Database);

    public string Host => Primary.Host;

    public int Port => Primary.Port;

    public string DataDirectory => Primary.DataDirectory;

    public string ServerLog => Primary.ServerLog;

    public int PostmasterPid => Primary.PostmasterPid;

    public string BinDirectory => _binaries.Directory;

    public PostgresBinaries Binaries => _binaries;

    /// <summary>The OS user the server runs as.</summary>
    public string OsUser => _user.Name;

    /// <summary>Its number.</summary>
    public uint OsUserId => _user.Id;

    /// <summary>The words in front of a command that make it run as the server's user; none where that is ourselves.</summary>
    public IReadOnlyList<string> BecomeOsUser => _user.Become;

    /// <summary>All that belongs to the cluster is here, and goes with it.</summary>
    public string Directory => _directory;

    /// <summary>Removes what dead owners left, then builds and starts a cluster.</summary>
    /// <exception cref="ScratchFailure">This machine cannot run one; nothing is left behind.</exception>
    public static async Task<ScratchCluster> StartAsync(ScratchOptions options, CancellationToken ct)
    {
        try
        {
            return await BuildAsync(options, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception or NpgsqlException)
        {
            throw new ScratchFailure($"cannot build a scratch cluster: {e.Message}", "look for a full disk, a missing permission, or settings that keep us out of the server");
        }
    }

    /// <summary>A connection to <see cref="Database"/> as superuser.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken ct) => Primary.OpenAsync(Database, "postgres", ct);

    /// <summary>Stops the primary.</summary>
    public Task StopAsync(StopMode mode, CancellationToken ct) => Primary.StopAsync(mode, ct);

    /// <summary>Starts the primary after <see cref="StopAsync"/>.</summary>
    public Task StartAgainAsync(CancellationToken ct) => Primary.StartAgainAsync(ct);

    /// <summary>Copies the running primary and starts the copy as a standby that streams from it.</summary>
    public async Task<ScratchServer> AddStandbyAsync(CancellationToken ct)
    {
        var name = $"standby{_standbys.Count + 1}";
        var standby = Server(name);
        _standbys.Add(standby);
        PrivateDirectory.Make(standby.Host);
        PrivateDirectory.HandOver(standby.Host, _user);
        await new BaseBackup(_binaries, _user).TakeAsync(Primary, standby, ct);
        // No port on loopback for a standby: the primary has it.
        var settings = ServerConfiguration.Settings(name, standby, _binaries, _options with { TcpPort = null });
        var source = $"primary_conninfo = '{Primary.ConnectionStringFor("postgres")} application_name={name}'\n";
        await standby.WriteAsync("postgresql.conf", settings + source, append: true, ct);
        await standby.WriteAsync("standby.signal", "", append: false, ct);
        await standby.StartAgainAsync(ct);
        return standby;
    }

    /// <summary>Ends all servers at once and removes everything.</summary>
    /// <remarks>May be called from several places at once, such as a signal and the end of the program: all wait for the same removal.</remarks>
    public ValueTask DisposeAsync() => new(_removal.Value);

    private static async Task<ScratchCluster> BuildAsync(ScratchOptions options, CancellationToken ct)
    {
        await Sweep.RunAsync(options.Directory, options.Time, ct);
        var binaries = await PostgresBinaries.FindAsync(options.Version, options.BinDirectories, ct);
        var user = ServerUser.Choose();
        var directory = PrivateDirectory.Create(options.Directory, user);
        var cluster = new ScratchCluster(directory, Watchdog.Start(directory), binaries, user, options);
        try
        {
            cluster.MakePlaces();
            await new ClusterBuilder(binaries, user, options).BuildAsync(cluster.Primary, ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Puts the primary's data directory on a file system of its own of this size, as a disk that can become full. Needs root.
    /// </summary>
    /// <param name="size">As `mount` takes it: <c>400m</c>.</param>
    /// <param name="ct">Ends the move.</param>
    /// <exception cref="ScratchFailure">This system does not let us mount.</exception>
    public async Task LimitDiskAsync(string size, CancellationToken ct)
    {
        var (data, full) = (Primary.DataDirectory, $"{Primary.DataDirectory}.full");
        await Primary.StopAsync(StopMode.Fast, ct);
        await Launcher.RunAsync(["mv", "-T", "--", data, full], null, ct);
        await Launcher.RunAsync([.. _user.Become, "mkdir", "-m", "700", "--", data], null, ct);
        await Launcher.RunAsync(["mount", "-t", "tmpfs", "-o", $"size={size},mode=0700,uid={_user.Id},gid={_user.Group}", "tmpfs", data], null, ct);
        await Launcher.RunAsync(["cp", "-a", "--", $"{full}/.", data], null, ct);
        await Launcher.RunAsync(["rm", "-rf", "--", full], null, ct);
        await Primary.StartAgainAsync(ct);
    }

    private void MakePlaces()
    {
        foreach (var place in _options.Places)
        {
            var path = Path.Combine(_directory, place);
            PrivateDirectory.Make(path);
            PrivateDirectory.HandOver(path, _user);
        }
    }

    private async Task RemoveAsync()
    {
        foreach (var standby in _standbys)
        {
            await standby.DisposeAsync();
        }

        await Primary.DisposeAsync();
        if (await Sweep.RemoveAsync(_directory, CancellationToken.None))
        {
            await _watchdog.DisposeAsync();
        }
    }

    private ScratchServer Server(string name) =>
        new(Path.Combine(_directory, name), ServerConfiguration.ChoosePort(_options), _binaries, _user, _options.Patience);
}
