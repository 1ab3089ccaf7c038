using Npgsql;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Running;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>Small talk with a session between two steps.</summary>
internal static class SessionProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether somebody is still at the other end.</summary>
    public static Task<bool> AnswersAsync(SqlSession session, CancellationToken ct) => TryAsync(session, token => SendAsync(session, "SELECT", token), ct);

    /// <summary>Asks again what can change while a session lasts. False when nobody answers.</summary>
    public static Task<bool> RefreshAsync(SqlSession session, CancellationToken ct) => TryAsync(session, session.RefreshAsync, ct);

    /// <summary>Forgets settings, locks, temporary tables, cursors and prepared statements, but not what all steps share. False when it cannot be done.</summary>
    public static Task<bool> ResetAsync(SqlSession session) => TryAsync(
        session,
        async token =>
        {
            await using var batch = TextBatch.Create(session.Connection);
            TextBatch.Add(batch, "DISCARD ALL");
            if (session.HasSharedSettings)
            {
                TextBatch.Add(batch, TransactionSettings.Share(session));
            }

            await batch.ExecuteNonQueryAsync(token);
        },
        CancellationToken.None);

    private static async Task<bool> TryAsync(SqlSession session, Func<CancellationToken, Task> talk, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await talk(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException && SqlFailure.IsExpected(e, session))
        {
            return false;
        }
    }

    private static async Task SendAsync(SqlSession session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
