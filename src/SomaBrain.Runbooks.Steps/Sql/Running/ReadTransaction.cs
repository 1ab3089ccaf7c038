using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Saving;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>
/// A read step: a READ ONLY transaction that the server enforces, pinned by a query before the step's own, so that nothing can
/// turn it writable any more, and always ended by ROLLBACK. All of it is one round trip.
/// </summary>
internal sealed class ReadTransaction(SqlRun run, SqlSession session)
{
    private BoundStatement? _at;

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        session.TakeNotices();
        try
        {
            using var file = run.OpenFile();
            var last = await session.Types.NameAsync(await SendAsync(file, ct), session.Connection, ct);
            var notices = Withheld.Notices(session, run);
            return run.Broken(last, out var found) is { } contract
                ? new Outcome.Failed(Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, rolledBack: false), Result: SqlResult.Of(run, last, notices))
                : new Outcome.Succeeded(SqlResult.Of(run, last, notices, run.Keep(file)));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            session.IsBroken = true;
            return new Outcome.Interrupted();
        }
        catch (Exception e) when (SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = SqlFailure.IsLost(e) || !await TransactionEnd.RollbackAsync(session);
            return run.Typed(e, _at) is { } again && !session.IsBroken
                ? await new ReadTransaction(again, session).RunAsync(ct)
                : new Outcome.Failed(SqlFailure.Of(e, run, session, _at));
        }
    }

    private async Task<StatementResult> SendAsync(RowFile? file, CancellationToken ct)
    {
        await using var batch = TextBatch.Create(session.Connection);
        TextBatch.Add(batch, "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY");
        var set = run.Secret == SecretPlace.None && run.Statements.All(IsQuery) ? TransactionSettings.Set(run.Step, run.Context, session) : null;
        TextBatch.Add(batch, set ?? TransactionSettings.Select(run.Step, run.Context, session, local: true));
        if (run.Secret != SecretPlace.None)
        {
            TextBatch.Add(batch, ServerLogs.Silence(session, local: true));
        }

        foreach (var statement in run.Statements)
        {
            TextBatch.Add(batch, statement);
        }

        TextBatch.Add(batch, "ROLLBACK");
        if (!session.IsNamed && run.Statements.Any(RunsCode))
        {
            TextBatch.Add(batch, "SELECT pg_catalog.pg_advisory_unlock_all()"); // what a function can do, and ROLLBACK does not undo
            TextBatch.Add(batch, "DEALLOCATE ALL");
        }

        var shares = session is { HasSharedSettings: false, CanHaveSettings: true };
        if (shares)
        {
            TextBatch.Add(batch, TransactionSettings.Share(session));
        }

        var last = await ServerCancel.OrCancelAsync(batch, token => ReadAsync(batch, file, isSet: set is not null, shares, token), ct);
        session.HasSharedSettings |= shares;
        return last;
    }

    /// <param name="isSet">The settings were a SET, which gives no rows.</param>
    /// <param name="shares">The settings that all steps share follow.</param>
    private async Task<StatementResult> ReadAsync(NpgsqlBatch batch, RowFile? file, bool isSet, bool shares, CancellationToken ct)
    {
        _at = isSet ? run.Statements[0] : null;
        await using var reader = await TextBatch.ReadAsync(batch, ct); // at the first rows: of the settings, unless a SET gave none
        if (run.Secret != SecretPlace.None)
        {
            await reader.NextResultAsync(ct);
        }

        var last = StatementResult.Nothing;
        foreach (var statement in run.Statements)
        {
            if (_at != statement)
            {
                _at = statement;
                await reader.NextResultAsync(ct);
            }

            last = await ResultReader.ReadAsync(batch, reader, statement.Facts, session, run.SinkOf(statement, file), ct);
        }

        while (shares && await reader.NextResultAsync(ct))
        {
            // To the end: only then it is certain that the session has them.
        }

        return last;
    }

    /// <summary>The server takes a snapshot before it runs any of it, which pins the mode as the settings' own query does.</summary>
    private static bool IsQuery(BoundStatement statement) => statement.Facts is ParsedStatement { Kind: "SelectStmt" };

    /// <summary>A statement that names neither a function nor a relation (a view may call one) runs nobody's code.</summary>
    private static bool RunsCode(BoundStatement statement) => statement.Facts is not ParsedStatement { Functions.IsEmpty: true, Tables.IsEmpty: true };
}
