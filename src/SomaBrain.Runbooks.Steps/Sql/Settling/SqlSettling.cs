using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Settling;

/// <summary>What a server knows of an `sql` step whose end nobody wrote down.</summary>
internal sealed class SqlSettling(SqlSessions sessions, SqlStep step, OpenAttempt open, StepContext context)
{
    /// <param name="database">Null: the target's own.</param>
    public async ValueTask<Settlement> AskAsync(string? database, CancellationToken ct)
    {
        if (step.InTransaction && open.Begun is null)
        {
            return new Settlement.NotDone("journal", "no transaction was begun for it");
        }

        var target = step.Header.On!;
        var look = $"what step `{step.Header.Name}` changes on {target}";
        if ((await context.ReachAsync(target, ct)).Problem is { } unreached)
        {
            return new Settlement.Unknown(unreached.Message, look);
        }

        var opened = await sessions.OpenAsync(target, database, null, ct);
        if (opened.Session is not { } session)
        {
            return new Settlement.Unknown($"its server cannot be asked: {opened.Problem!.Message}", look);
        }

        try
        {
            return open.Begun is { } begun
                ? await new TransactionSettling(session, begun, step.Header.Name).AskAsync(ct)
                : (Settlement?)await Backends.FindAsync(session, TransactionSettings.ApplicationName(context, step.Header), ct)
                    ?? (step.MayRunTwice
                        ? new Settlement.NotDone("statement", "done again it does no harm")
                        : new Settlement.Unknown("it ran outside a transaction, whose end the server would know", $"{look}, such as an index that is left invalid"));
        }
        catch (Exception e) when (e is not OperationCanceledException && SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = true;
            return new Settlement.Unknown($"its server broke off while it was asked: {e.Message}", look);
        }
        finally
        {
            await sessions.ReleaseAsync(session);
        }
    }
}
