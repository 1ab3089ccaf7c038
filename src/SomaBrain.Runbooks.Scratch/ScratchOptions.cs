namespace SomaBrain.Runbooks.Scratch;

/// <summary>What a scratch cluster shall be. The defaults are those of <c>--target scratch</c>.</summary>
public sealed record ScratchOptions
{
    /// <summary>In a line of <see cref="Settings"/>: the cluster's own directory, which nobody knows before it is made.</summary>
    public const string Here = "%{scratch}";

    /// <summary>The program's state directory (<c>$RUNBOOK_STATE</c>); templates are kept in <c>.runbook/scratch</c> below it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Where the cluster's own directory is made. Short, because a socket's path has 107 bytes at most; so not <c>$TMPDIR</c>.</summary>
    public string Directory { get; init; } = "/tmp";

    /// <summary>Where PostgreSQL's programs are looked for; <see langword="null"/>: in the usual places of this machine.</summary>
    public IReadOnlyList<string>? BinDirectories { get; init; }

    /// <summary>The major version; <see langword="null"/>: the newest there is.</summary>
    public int? Version { get; init; }

    public ScratchContent Content { get; init; } = ScratchContent.Data;

    /// <summary>Rows of <c>audit_log</c>, over the last 60 days.</summary>
    public int AuditRows { get; init; } = 5_000;

    /// <summary>Rows of <c>outbox_events</c>, over the last 7 days.</summary>
    public int OutboxEvents { get; init; } = 1_000;

    /// <summary>Whether the server flushes to disk. Off: what is thrown away need not survive a power cut.</summary>
    public bool Fsync { get; init; }

    /// <summary>A port on 127.0.0.1 beside the socket; 0: a free one; <see langword="null"/>: the socket only.</summary>
    public int? TcpPort { get; init; }

    /// <summary>More arguments for <c>initdb</c>, such as <c>--data-checksums</c>.</summary>
    public IReadOnlyList<string> InitdbArguments { get; init; } = [];

    /// <summary>Further directories in the cluster's own one, of the server's user: for archives, backups, other servers.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>More lines for <c>postgresql.conf</c>; they win over ours. <see cref="Here"/> stands for the cluster's own directory.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>More lines for <c>pg_hba.conf</c>; they come before ours, and the first that fits decides.</summary>
    public IReadOnlyList<string> HbaLines { get; init; } = [];

    /// <summary>
    /// Whether to begin with a copy of a cluster made before. Copies share one system identifier;
    /// without the template it takes a second and the identifier is new.
    /// </summary>
    public bool UseTemplate { get; init; } = true;

    /// <summary>How long a server may take to start or to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
