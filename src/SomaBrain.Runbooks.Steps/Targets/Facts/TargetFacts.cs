namespace SomaBrain.Runbooks.Steps.Targets.Facts;

/// <summary>What a server says of itself, read once after each connect.</summary>
public sealed record TargetFacts
{
    /// <summary>`server_version_num`: 150004 is 15.4.</summary>
    public required int VersionNumber { get; init; }

    public required bool InRecovery { get; init; }

    public required string Database { get; init; }

    public required string SessionUser { get; init; }

    /// <summary>Given by initdb and kept by every copy; null when the role may not ask.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>On a primary the one it writes, on a standby that of its last restart point; null when the role may not ask.</summary>
    public int? Timeline { get; init; }

    /// <summary>Tells one postmaster from another, and a restart from none.</summary>
    public required DateTimeOffset PostmasterStart { get; init; }

    /// <summary>Null unless the role may read all settings.</summary>
    public string? DataDirectory { get; init; }

    public required int BackendPid { get; init; }

    /// <summary>With <see cref="BackendPid"/>, which may be used again, names one session.</summary>
    public required DateTimeOffset BackendStart { get; init; }

    /// <summary>`stats_reset` of `pg_stat_bgwriter`: changes when the server was stopped the hard way.</summary>
    public DateTimeOffset? StatsReset { get; init; }

    /// <summary>Whether the server can notice by itself that its client is gone (`client_connection_check_interval`, PostgreSQL 14).</summary>
    public required bool CanCheckClient { get; init; }

    /// <summary>A transaction of this session only reads unless it says otherwise (`default_transaction_read_only`).</summary>
    public bool ReadsOnly { get; init; }

    /// <summary>As people write it: `15.4`.</summary>
    public string Version => VersionNumber >= 100_000
        ? $"{VersionNumber / 10_000}.{VersionNumber % 10_000}"
        : $"{VersionNumber / 10_000}.{VersionNumber / 100 % 100}.{VersionNumber % 100}";
}
