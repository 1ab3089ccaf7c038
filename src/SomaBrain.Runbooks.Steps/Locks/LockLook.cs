using System.Collections.Immutable;
using Npgsql;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>Looks at the locks that a run would take, over the sessions that a dry run has, and takes none.</summary>
public static class LockLook
{
    /// <param name="locks">Takes what was found.</param>
    /// <param name="names">The playbook's own lock first.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async ValueTask AddAsync(ICollection<PlannedLock> locks, SqlSessions sessions, IEnumerable<SessionTarget> targets, ImmutableArray<string> names, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var target in targets)
        {
            if (target.IsPrivate || names.IsEmpty)
            {
                continue;
            }

            var opened = await sessions.OpenAsync(target.Name, null, null, ct);
            foreach (var name in names)
            {
                locks.Add(new(name, target.Name)
                {
                    IsLocal = opened.NobodyAnswered,
                    HeldBy = opened.Session is { } session ? await HolderAsync(session, name, now, ct) : null,
                });
            }
        }
    }

    private static async ValueTask<string?> HolderAsync(SqlSession session, string name, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await LockSession.HolderAsync(session.Connection, LockKey.Of(name), ct) is not var (_, text) ? null
                : LockHolder.Parse(text) is { } holder ? $"{holder}, {holder.Since(now)}"
                : $"a session called `{text}`";
        }
        catch (NpgsqlException)
        {
            return null; // the run will find out
        }
    }
}
