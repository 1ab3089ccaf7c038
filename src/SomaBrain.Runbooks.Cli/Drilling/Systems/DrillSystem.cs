using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>A system that was built for one drill, and goes with it.</summary>
internal sealed class DrillSystem : IAsyncDisposable
{
    private const int FirstSparePort = 5433;

    private readonly ScratchCluster _cluster;
    private readonly SystemSpec _spec;
    private readonly Dictionary<string, (string Host, int Port)> _addresses = new(StringComparer.Ordinal);

    private DrillSystem(ScratchCluster cluster, SystemSpec spec)
    {
        (_cluster, _spec) = (cluster, spec);
        _addresses["primary"] = (cluster.Host, cluster.Port);
        foreach (var (server, i) in spec.Servers.Select((server, i) => (server, i)))
        {
            _addresses[server] = (cluster.Host, spec.Tcp ? FreePort.Find() : FirstSparePort + i);
        }
    }

    public string Directory => _cluster.Directory;

    public string Work => Path.Combine(Directory, "work");

    /// <summary>`RUNBOOK_STATE` of the drilled program.</summary>
    public string State => Path.Combine(Directory, "state");

    public string Database => _cluster.Database;

    public int Major => _cluster.Binaries.Major;

    public string Version => string.Create(CultureInfo.InvariantCulture, $"{_cluster.Binaries.Major}.{_cluster.Binaries.Minor}");

    public string OsUser => _cluster.OsUser;

    public uint OsUserId => _cluster.OsUserId;

    public IReadOnlyList<string> BecomeOsUser => _cluster.BecomeOsUser;

    /// <summary>The words that start this program again.</summary>
    public IReadOnlyList<string> Program { get; } = OwnProgram.Words();

    /// <summary>`PATH` of the drilled program and of the drill's commands.</summary>
    public string SearchPath => $"{_cluster.BinDirectory}:{System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin"}";

    /// <summary>All that the drilled program is given of ours.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("PATH", SearchPath),
        new("HOME", Work),
        new("LANG", "C.UTF-8"),
        new("TZ", "UTC"),
        new("TERM", "dumb"),
        new("NO_COLOR", "1"),
        new("RUNBOOK_STATE", State),
        new("RUNBOOK_OPERATOR", "drill"),
    ];

    /// <exception cref="ScratchFailure">This machine cannot; nothing is left behind.</exception>
    public static async Task<DrillSystem> BuildAsync(SystemSpec spec, PostgresBinaries binaries, string state, CancellationToken ct)
    {
        var cluster = await ScratchCluster.StartAsync(Options(spec, binaries, state), ct);
        var system = new DrillSystem(cluster, spec);
        try
        {
            await system.FinishAsync(ct);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public bool HasTarget(string name) => _addresses.ContainsKey(name);

    public string Connection(string target, string role, string database) =>
        string.Create(CultureInfo.InvariantCulture, $"host={_addresses[target].Host} port={_addresses[target].Port} user={role} dbname={database}");

    /// <summary>For the drill's own steps: as superuser.</summary>
    public IReadOnlyList<SessionTarget> Targets => [.. _addresses.Keys.Select(name => Target(name, "postgres"))];

    public SessionTarget Target(string name, string role)
    {
        var problems = new DiagnosticBag();
        var options = ConnectionString.Parse(Connection(name, role, Database), new(name), problems);
        var settings = options is null ? null : new LibpqRules(new MachineEnvironment()).Complete(options, problems);
        return new(name, settings ?? throw new System.Diagnostics.UnreachableException(), [], name, MayBeDown: true);
    }

    /// <summary>What the steps of the drill may ask of it.</summary>
    public IReadOnlyDictionary<string, Value> Facts()
    {
        var facts = new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            ["version"] = new Value.Integer(Major),
            ["bin"] = new Value.Text(_cluster.BinDirectory),
            ["work"] = new Value.Text(Work),
            ["os_user"] = new Value.Text(OsUser),
            ["state"] = new Value.Text(State),
            ["archive"] = new Value.Text(Path.Combine(Directory, "archive")),
            ["pooler_config"] = new Value.Text(Path.Combine(Directory, "pooler", "pgbouncer.ini")),
        };
        foreach (var (name, (host, port)) in _addresses)
        {
            var home = Path.Combine(Directory, HomeOf(name));
            facts[$"{name}_host"] = new Value.Text(host);
            facts[$"{name}_port"] = new Value.Integer(port);
            facts[$"{name}_data"] = new Value.Text(Path.Combine(home, "data"));
            facts[$"{name}_log"] = new Value.Text(Path.Combine(home, "server.log"));
        }

        return facts;
    }

    public async ValueTask DisposeAsync()
    {
        await Leftovers.EndAsync(Directory);
        await _cluster.DisposeAsync();
    }

    /// <summary>Keeps journals and logs of a drill that failed.</summary>
    public void Keep(string to) => Leftovers.Keep(Directory, to);

    private static ScratchOptions Options(SystemSpec spec, PostgresBinaries binaries, string state) => new()
    {
        StateDirectory = state,
        BinDirectories = [binaries.Directory],
        Version = binaries.Major,
        Content = spec.Data switch { DrillData.None => ScratchContent.Empty, DrillData.Schema => ScratchContent.Schema, _ => ScratchContent.Data },
        AuditRows = spec.Data == DrillData.Full ? 200_000 : 5_000,
        OutboxEvents = spec.Data == DrillData.Full ? 50_000 : 1_000,
        TcpPort = spec.Tcp ? 0 : null,
        Places = ["work", "state", .. spec.Archive ? ["archive"] : Array.Empty<string>(), .. spec.Pooler is null ? Array.Empty<string>() : ["pooler"], .. spec.Servers],
        InitdbArguments = spec.Checksums ? ["--data-checksums"] : binaries.Major >= 18 ? ["--no-data-checksums"] : [],
        HbaLines = spec.Hba,
        Settings =
        [
            .. spec.Archive
                ? ["archive_mode = on", $"archive_command = 'test ! -f {ScratchOptions.Here}/archive/%f && cp %p {ScratchOptions.Here}/archive/%f'"]
                : Array.Empty<string>(),
            .. spec.Settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'"),
        ],
    };

    private string HomeOf(string name) => _spec.StandbyNames.Contains(name) ? name == "standby" ? "standby1" : name : name;

    private async Task FinishAsync(CancellationToken ct)
    {
        if (_spec.Disk is { } disk)
        {
            await _cluster.LimitDiskAsync(disk, ct);
        }

        foreach (var name in _spec.StandbyNames)
        {
            var standby = await _cluster.AddStandbyAsync(ct);
            _addresses[name] = (standby.Host, standby.Port);
        }

        if (_spec.Pooler is { } mode)
        {
            _addresses["pooler"] = await new Pooler(_cluster, Path.Combine(Directory, "pooler")).StartAsync(mode, ct);
        }
    }
}
