using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Saving;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>`transaction: false`: one statement by itself (VACUUM, ALTER SYSTEM, CREATE INDEX CONCURRENTLY …).</summary>
internal sealed class OutsideTransaction(SqlRun run, SqlSession session)
{
    private bool _sent;

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        session.TakeNotices();
        session.NeedsReset = true;
        try
        {
            using var file = run.OpenFile();
            var last = await SendAsync(file, ct);
            await ResetNamedAsync();
            var result = SqlResult.Of(run, last, Withheld.Notices(session, run), file?.Keep()); // done is done, whatever the contract says
            var changed = last.Changed ? Changed.Yes : Changed.None;
            return run.Broken(last, out var found) is { } contract
                ? new Outcome.Failed(Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, rolledBack: false), changed, result)
                : new Outcome.Succeeded(result, changed);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            session.IsBroken = true;
            return _sent ? new Outcome.InDoubt(Problems.CancelledInDoubt(run.Step.Header.Span, run.Step.Header.Name)) : new Outcome.Interrupted();
        }
        catch (PostgresException said) when (_sent && run.Typed(said, run.Statements[0]) is { } again)
        {
            return await new OutsideTransaction(again, session).RunAsync(ct); // the server did not even begin
        }
        catch (Exception e) when (SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = true; // closed, so that no setting of this step stays behind
            return !_sent ? new Outcome.Failed(SqlFailure.Of(e, run, session, _sent ? run.Statements[0] : null))
                : IsRefusedAtOnce(e) ? new Outcome.Failed(SqlFailure.Of(e, run, session, run.Statements[0]))
                : e is ResultTooLarge or SaveFailure || !SqlFailure.IsLost(e) ? new Outcome.Failed(SqlFailure.Of(e, run, session, _sent ? run.Statements[0] : null), Changed.Unknown)
                : new Outcome.InDoubt(Problems.LostInDoubt(run.Step.Header.Span, run.Step.Header.Name, session.Server.Address.ToString()));
        }
    }

    private async Task<StatementResult> SendAsync(RowFile? file, CancellationToken ct)
    {
        await using (var settings = new NpgsqlCommand(TransactionSettings.Select(run.Step, run.Context, session, local: false), session.Connection))
        {
            await settings.ExecuteNonQueryAsync(ct);
        }

        if (run.Secret != SecretPlace.None)
        {
            await using var silence = new NpgsqlCommand(ServerLogs.Silence(session, local: false), session.Connection);
            await silence.ExecuteNonQueryAsync(ct);
        }

        _sent = true;
        StatementResult last;
        await using (var batch = TextBatch.Create(session.Connection))
        {
            TextBatch.Add(batch, run.Statements[0]);
            last = await ServerCancel.OrCancelAsync(
                batch,
                async token =>
                {
                    await using var reader = await TextBatch.ReadAsync(batch, token);
                    return await ResultReader.ReadAsync(batch, reader, run.Statements[0].Facts, session, file, token);
                },
                ct);
        }

        return await NameAsync(last);
    }

    /// <summary>A session that only reads: nothing of it was begun.</summary>
    private bool IsRefusedAtOnce(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } && ReadOnlySession.Refuses(run.Statements[0].Facts);

    /// <summary>The statement is done: what fails from here on cannot make it undone.</summary>
    private async Task<StatementResult> NameAsync(StatementResult last)
    {
        try
        {
            return await session.Types.NameAsync(last, session.Connection, CancellationToken.None);
        }
        catch (Exception e) when (SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = true;
            return last;
        }
    }

    /// <summary>A session that is nobody else's is reset as a whole (<see cref="SqlSessions.ReleaseAsync"/>); one with a name keeps what its steps made.</summary>
    private async Task ResetNamedAsync()
    {
        if (!session.IsNamed || session.IsBroken)
        {
            return;
        }

        try
        {
            await using var batch = TextBatch.Create(session.Connection);
            foreach (var name in TransactionSettings.Names(run.Step, run.Context, session))
            {
                TextBatch.Add(batch, $"RESET {name}");
            }

            if (run.Secret != SecretPlace.None)
            {
                TextBatch.Add(batch, ServerLogs.Restore(session));
            }

            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (SqlFailure.IsExpected(e, session))
        {
            session.IsBroken = true;
        }
    }
}
