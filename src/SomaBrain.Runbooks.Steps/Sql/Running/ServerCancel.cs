using Npgsql;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>
/// Ends a statement on the server when a step is interrupted. Npgsql's own way asks the server within the token's callback, and whoever
/// receives the answer waits for that callback: on the thread that the callback needs for its connection, that is, for ever. Here the
/// callback only starts the asking, and nobody's thread waits for its end.
/// </summary>
internal static class ServerCancel
{
    /// <summary>How long a server may take to say that it has stopped, before the connection is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="batch">What <paramref name="work"/> runs.</param>
    /// <param name="work">Gets the token for Npgsql.</param>
    /// <param name="ct">Interrupts it.</param>
    /// <param name="patience">How long the server may take; 5 s unless given.</param>
    /// <exception cref="OperationCanceledException">The server stopped it, or did not answer.</exception>
    public static async Task<T> OrCancelAsync<T>(NpgsqlBatch batch, Func<CancellationToken, Task<T>> work, CancellationToken ct, TimeSpan? patience = null)
    {
        ct.ThrowIfCancellationRequested(); // what has not begun cannot be ended
        using var given = new CancellationTokenSource();
        var asked = Task.CompletedTask;
        var registration = ct.UnsafeRegister(
            _ =>
            {
                asked = Task.Run(batch.Cancel, CancellationToken.None);
                given.CancelAfter(patience ?? Patience);
            },
            null);
        try
        {
            return await work(given.Token);
        }
        catch (PostgresException said) when (said.SqlState == PostgresErrorCodes.QueryCanceled && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(said.Message, said, ct);
        }
        finally
        {
            await registration.DisposeAsync();
            await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // no later statement may be hit
        }
    }
}
