using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>
/// A write step: one transaction, whose number is on disk before its first statement (execution.md §6). Contracts are checked
/// before COMMIT. Until COMMIT is sent, whatever goes wrong has changed nothing; after that only the server knows.
/// </summary>
internal sealed class WriteTransaction(SqlRun run, SqlSession session)
{
    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        session.TakeNotices();
        var last = StatementResult.Nothing;
        var changed = false;
        try
        {
            await BeginAsync(ct);
            foreach (var statement in run.Statements)
            {
                await using var batch = TextBatch.Create(session.Connection);
                TextBatch.Add(batch, statement);
                await using var reader = await batch.ExecuteReaderAsync(ct);
                last = await ResultReader.ReadAsync(reader, statement.Facts, session, ct);
                changed |= last.Changed;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Interrupted(); // COMMIT was never sent
        }
        catch (JournalUnwritable lost)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Failed(Problems.JournalLost(lost.Message)); // before the first statement
        }
        catch (Exception e) when (SqlFailure.IsExpected(e))
        {
            session.IsBroken = SqlFailure.IsLost(e) || !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Failed(SqlFailure.Of(e, run, session));
        }

        var result = SqlResult.Of(last.Rows, last.Affected, session.TakeNotices().Select(run.Masker.Apply));
        if (run.Broken(last, out var found) is { } contract)
        {
            session.IsBroken = !await TransactionEnd.RollbackAsync(session);
            return new Outcome.Failed(Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, rolledBack: true), Result: result);
        }

        return await CommitAsync(result, changed);
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        var xid = session.Facts.VersionNumber >= 130_000 ? "pg_catalog.pg_current_xact_id()::text" : "pg_catalog.txid_current()::text";
        await using var batch = TextBatch.Create(session.Connection);
        TextBatch.Add(batch, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        TextBatch.Add(batch, TransactionSettings.Select(run.Step, run.Context, session, local: true, xid));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var facts = session.Facts;
        run.Context.Journal.Append(
            new JournalEvent.TransactionBegun(
                run.Context.Key,
                run.Context.Attempt,
                reader.GetString(reader.FieldCount - 1),
                facts.BackendPid,
                facts.BackendStart,
                facts.SystemIdentifier ?? "",
                facts.Timeline ?? 0,
                facts.StatsReset),
            Durability.Flushed);
    }

    private async Task<Outcome> CommitAsync(Values.Value.Row result, bool changed)
    {
        try
        {
            await using var commit = new NpgsqlCommand("COMMIT", session.Connection);
            await commit.ExecuteNonQueryAsync(CancellationToken.None);
            return new Outcome.Succeeded(result, changed ? Changed.Yes : Changed.None);
        }
        catch (PostgresException refused) when (!SqlFailure.IsLost(refused))
        {
            return new Outcome.Failed(SqlFailure.Of(refused, run, session)); // a deferred constraint: the server rolled back
        }
        catch (Exception e) when (SqlFailure.IsExpected(e))
        {
            session.IsBroken = true;
            return new Outcome.InDoubt(Problems.CommitInDoubt(run.Step.Header.Span, run.Step.Header.Name, session.Server.Address.ToString()));
        }
    }
}
