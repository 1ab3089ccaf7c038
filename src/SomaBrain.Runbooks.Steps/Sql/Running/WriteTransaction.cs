using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Saving;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>
/// A write step: one transaction, whose number is on disk before its first statement (execution.md §6). Contracts are checked
/// before COMMIT. Until COMMIT is sent, whatever goes wrong has changed nothing; after that only the server knows.
/// </summary>
internal sealed class WriteTransaction(SqlRun run, SqlSession session)
{
    /// <summary>What the journal calls done is on the server's disk: a commit that a crash of the server may lose is none.</summary>
    private const string Durable =
        "pg_catalog.set_config('synchronous_commit',CASE WHEN pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off' THEN 'local' ELSE pg_catalog.current_setting('synchronous_commit') END,true)";

    /// <summary>What cannot be stopped any more is waited for: better than to be in doubt of it.</summary>
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(30);

    private BoundStatement? _at;
    private StatementResult _last = StatementResult.Nothing;
    private string _xid = "";
    private bool _changed;
    private RowFile? _file;

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        session.TakeNotices();
        session.NeedsReset = true;
        if (await TryAsync(BeginAsync, ct) is { } notBegun)
        {
            return notBegun;
        }

        if (await RecordAsync(Begun(), Durability.Flushed) is { } unrecorded)
        {
            return unrecorded;
        }

        try
        {
            return await TryAsync(ExecuteAsync, ct) ?? await EndAsync(ct);
        }
        finally
        {
            _file?.Dispose();
        }
    }

    private async Task<Outcome> EndAsync(CancellationToken ct)
    {
        var notices = Withheld.Notices(session, run);
        if (run.Broken(_last, out var found) is { } contract)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Failed(Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, rolledBack: true), Result: SqlResult.Of(run, _last, notices));
        }

        Field[]? saved = null;
        return await TryAsync(_ => Task.FromResult(saved = _file?.Keep()), ct) // what is deleted is in the file before it is gone
            ?? await RecordAsync(Sent(saved), Durability.Buffered)
            ?? await CommitAsync(() => SqlResult.Of(run, _last, [.. notices, .. Withheld.Notices(session, run)], saved), ct);
    }

    /// <returns>Null when it went well. COMMIT was not sent: whatever happened, nothing has changed.</returns>
    private async Task<Outcome?> TryAsync(Func<CancellationToken, Task> part, CancellationToken ct)
    {
        try
        {
            await part(ct);
            return null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Interrupted();
        }
        catch (Exception e) when (SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = SqlFailure.IsLost(e) || !await TransactionEnd.RollbackAsync(session);
            return run.Typed(e, _at) is { } again && !session.IsBroken
                ? await new WriteTransaction(again, session).RunAsync(ct) // a transaction of its own, and recorded as such
                : new Outcome.Failed(SqlFailure.Of(e, run, session, _at));
        }
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        var xid = session.Facts.VersionNumber >= 130_000 ? "pg_catalog.pg_current_xact_id()::pg_catalog.text" : "pg_catalog.txid_current()::pg_catalog.text";
        await using var batch = TextBatch.Create(session.Connection);
        TextBatch.Add(batch, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        TextBatch.Add(batch, TransactionSettings.Select(run.Step, run.Context, session, local: true, $"{Durable},{xid}"));
        if (run.Secret != SecretPlace.None)
        {
            TextBatch.Add(batch, ServerLogs.Silence(session, local: true));
        }

        _xid = await ServerCancel.OrCancelAsync(
            batch,
            async token =>
            {
                await using var reader = await TextBatch.ReadAsync(batch, token);
                await reader.ReadAsync(token);
                return reader.GetString(reader.FieldCount - 1);
            },
            ct);
    }

    private JournalEvent.TransactionBegun Begun()
    {
        var facts = session.Facts;
        return new(run.Context.Key, run.Context.Attempt, _xid, facts.BackendPid, facts.BackendStart, facts.SystemIdentifier ?? "", facts.Timeline ?? 0, facts.StatsReset);
    }

    /// <summary>A sensitive result is not kept, so nor are its counts.</summary>
    private JournalEvent.CommitSent Sent(Field[]? saved) =>
        new(run.Context.Key, run.Context.Attempt, run.Step.Header.IsSensitive ? null : SqlResult.WithoutRows(_last, saved));

    /// <returns>Null when it stands in the journal. Otherwise nothing has changed.</returns>
    private async Task<Outcome?> RecordAsync(JournalEvent what, Durability durability)
    {
        try
        {
            run.Context.Journal.Append(what, durability);
            return null;
        }
        catch (JournalUnwritable lost)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Failed(Problems.JournalLost(lost.Message, run.Context.RunId));
        }
    }

    private async Task ExecuteAsync(CancellationToken ct)
    {
        _file = run.OpenFile();
        foreach (var statement in run.Statements)
        {
            _at = statement;
            await using var batch = TextBatch.Create(session.Connection);
            TextBatch.Add(batch, statement);
            _last = await ServerCancel.OrCancelAsync(
                batch,
                async token =>
                {
                    await using var reader = await TextBatch.ReadAsync(batch, token);
                    return await ResultReader.ReadAsync(batch, reader, statement.Facts, session, run.SinkOf(statement, _file), token);
                },
                ct);
            _changed |= _last.Changed;
        }

        _last = await session.Types.NameAsync(_last, session.Connection, ct);
    }

    /// <summary>
    /// A commit may wait as any statement does: for a synchronous standby, or for deferred triggers. Asked to stop, the server gives the
    /// first one up, as it has committed already, and warns of that; the others it rolls back.
    /// </summary>
    /// <param name="result">Made after it, with what the server said of it.</param>
    /// <param name="ct">Interrupts it.</param>
    private async Task<Outcome> CommitAsync(Func<Value.Row> result, CancellationToken ct)
    {
        var sent = false;
        try
        {
            await using var batch = TextBatch.Create(session.Connection);
            TextBatch.Add(batch, "COMMIT");
            await ServerCancel.OrCancelAsync(
                batch,
                token =>
                {
                    sent = true;
                    return batch.ExecuteNonQueryAsync(token);
                },
                ct,
                CommitPatience);
            return new Outcome.Succeeded(result(), _changed ? Changed.Yes : Changed.None);
        }
        catch (OperationCanceledException e) when (ct.IsCancellationRequested && (!sent || e.InnerException is PostgresException))
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            _file?.Withdraw();
            return new Outcome.Interrupted();
        }
        catch (PostgresException refused) when (!SqlFailure.IsLost(refused))
        {
            _file?.Withdraw();
            return new Outcome.Failed(SqlFailure.Of(refused, run, session, null)); // a deferred constraint: the server rolled back
        }
        catch (Exception e) when (e is OperationCanceledException || SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = true;
            return new Outcome.InDoubt(Problems.CommitInDoubt(run.Step.Header.Span, run.Step.Header.Name, session.Server.Address.ToString()));
        }
    }
}
