using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>`transaction: false`: one statement by itself (VACUUM, ALTER SYSTEM, CREATE INDEX CONCURRENTLY …).</summary>
internal sealed class OutsideTransaction(SqlRun run, SqlSession session)
{
    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        session.TakeNotices();
        var sent = false;
        try
        {
            await SendAsync(TransactionSettings.Select(run.Step, run.Context, session, local: false), ct);
            sent = true;
            StatementResult last;
            await using (var batch = TextBatch.Create(session.Connection))
            {
                TextBatch.Add(batch, run.Statements[0]);
                await using var reader = await batch.ExecuteReaderAsync(ct);
                last = await ResultReader.ReadAsync(reader, run.Statements[0].Facts, session, ct);
            }

            await ResetAsync();
            var result = SqlResult.Of(last.Rows, last.Affected, session.TakeNotices().Select(run.Masker.Apply));
            return run.Broken(last, out var found) is { } contract
                ? new Outcome.Failed(Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, rolledBack: false), Changed.Yes, result)
                : new Outcome.Succeeded(result, last.Changed ? Changed.Yes : Changed.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            session.IsBroken = true;
            return sent ? new Outcome.InDoubt(Problems.CancelledInDoubt(run.Step.Header.Span, run.Step.Header.Name)) : new Outcome.Interrupted();
        }
        catch (PostgresException refused) when (!SqlFailure.IsLost(refused))
        {
            session.IsBroken = true; // closed, so that no setting of this step stays behind
            return new Outcome.Failed(SqlFailure.Of(refused, run, session), Changed.Unknown);
        }
        catch (Exception e) when (SqlFailure.IsExpected(e))
        {
            session.IsBroken = true;
            return sent
                ? new Outcome.InDoubt(Problems.LostInDoubt(run.Step.Header.Span, run.Step.Header.Name, session.Server.Address.ToString()))
                : new Outcome.Failed(SqlFailure.Of(e, run, session));
        }
    }

    private async Task ResetAsync()
    {
        foreach (var name in TransactionSettings.Names(run.Step, run.Context, session))
        {
            await SendAsync($"RESET {name}", CancellationToken.None);
        }
    }

    private async Task SendAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
