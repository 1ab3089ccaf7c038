using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>One connection of a run and what it has learnt.</summary>
/// <param name="key">Target, database and session name: what it is kept under.</param>
/// <param name="isOwn">`session: new`: closed after its step.</param>
public sealed class SqlSession(ServerConnection connection, string key, bool isOwn) : IAsyncDisposable
{
    private readonly List<string> _notices = [];
    private bool _listens;

    internal TypeNames Types { get; } = new();

    public string Key => key;

    public bool IsOwn => isOwn;

    public TargetFacts Facts => connection.Facts;

    public ServerConnection Server => connection;

    public NpgsqlConnection Connection => connection.Session;

    /// <summary>Must not be used again: what it is doing cannot be known.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What the server said beside its results since the last call.</summary>
    public IReadOnlyList<string> TakeNotices()
    {
        if (!_listens)
        {
            _listens = true;
            Connection.Notice += (_, e) =>
            {
                if (_notices.Count < 1000)
                {
                    _notices.Add(e.Notice.MessageText);
                }
            };
        }

        var taken = _notices.ToArray();
        _notices.Clear();
        return taken;
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
