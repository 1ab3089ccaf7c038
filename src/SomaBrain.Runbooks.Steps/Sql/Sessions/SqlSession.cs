using System.Diagnostics;
using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>One connection of a run and what it has learnt.</summary>
/// <param name="key">Target, database and session name: what it is kept under.</param>
/// <param name="name">`session`: null for the one that is kept, `new` for one that is closed after its step.</param>
public sealed class SqlSession(ServerConnection connection, string key, string? name) : IAsyncDisposable
{
    internal const string Own = "new";

    private readonly SessionNotices _notices = new(connection.Session);

    internal TypeNames Types { get; } = new();

    public string Key => key;

    public bool IsOf(string target) => key.StartsWith($"{target}\0", StringComparison.Ordinal);

    public bool IsOwn => name == Own;

    /// <summary>Steps share it on purpose: what one leaves in it, the next needs.</summary>
    public bool IsNamed => name is not null and not Own;

    public TargetFacts Facts { get; private set; } = connection.Facts;

    public ServerConnection Server => connection;

    public NpgsqlConnection Connection => connection.Session;

    /// <summary>Must not be used again: what it is doing cannot be known.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A step may have left settings, locks or temporary tables in it.</summary>
    public bool NeedsReset { get; set; }

    /// <summary>
    /// It can have settings of its own: it is no other step's on purpose, and no pooler gives it to others between two transactions
    /// (the server's number of it is the one that we were told).
    /// </summary>
    internal bool CanHaveSettings => name is null && connection.Session.ProcessID == Facts.BackendPid;

    /// <summary>What the transactions of all steps set is the session's own. What a step changes of it, its ROLLBACK or the reset after it takes back.</summary>
    internal bool HasSharedSettings { get; set; }

    /// <summary>A step said that it may take this connection with it.</summary>
    public bool MayBeGone { get; set; }

    /// <summary>When its last step ended, on the machine's steady clock.</summary>
    internal long UsedAt { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>What the server said beside its results since the last call.</summary>
    public IReadOnlyList<string> TakeNotices() => _notices.Take();

    /// <summary>Asks again what can change while a session lasts: a standby may have been promoted.</summary>
    public async Task RefreshAsync(CancellationToken ct) => Facts = await FactsQuery.ReadAsync(Connection, ct);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
