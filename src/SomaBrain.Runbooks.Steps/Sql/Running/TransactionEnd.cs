using Npgsql;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

internal static class TransactionEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the session is usable again; what a failed step left in it is forgotten later.</summary>
    public static async Task<bool> RollbackAsync(SqlSession session)
    {
        session.NeedsReset = true;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await using var command = new NpgsqlCommand("ROLLBACK", session.Connection);
            await command.ExecuteNonQueryAsync(limit.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException || SqlFailure.IsExpected(e, session))
        {
            return false;
        }
    }
}
