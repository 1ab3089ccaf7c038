using System.Data;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Simulating;

/// <summary>
/// Lets the server parse and describe the statements of a write, and sends neither Bind nor Execute: names, columns and types are
/// proven, and nothing runs. (EXPLAIN would run what is IMMUTABLE.) The locks that names take are held for that long. Nothing here is
/// interrupted: it takes seconds at most.
/// </summary>
internal static class StatementCheck
{
    private const string Brief = "pg_catalog.set_config('lock_timeout','500',true),pg_catalog.set_config('statement_timeout','5000',true)";

    /// <param name="found">Told what holds of the same text elsewhere, too.</param>
    public static async ValueTask<Outcome> RunAsync(SqlRun run, SqlSessions sessions, string? database, Action<Outcome> found, CancellationToken ct)
    {
        var opened = await sessions.OpenAsync(run.Step.Header.On!, database, null, ct);
        if (opened.Session is not { } session)
        {
            return SqlSimulation.Failed(run.Step, opened.Problem!);
        }

        if (run.Step is { InTransaction: false, IsShared: false } && session.Facts.ReadsOnly && ReadOnlySession.Refuses(run.Statements[0].Facts))
        {
            return Refused(run.Statements[0], PostgresErrorCodes.ReadOnlySqlTransaction, "`default_transaction_read_only` is on", ReadOnlySession.Hint);
        }

        BoundStatement? at = null;
        Outcome? answer = null;
        var (isPlain, isProven) = (true, true);
        for (var asked = run; asked is not null;)
        {
            var sent = asked;
            asked = null;
            try
            {
                using var begin = Begin(sent, session);
                await begin.ExecuteScalarAsync(CancellationToken.None);
                for (var i = 0; i < sent.Statements.Length && answer is null; i++)
                {
                    at = sent.Statements[i];
                    using var parse = TextBatch.Create(session.Connection);
                    TextBatch.Add(parse, at);
                    await (await parse.ExecuteReaderAsync(CommandBehavior.SchemaOnly, CancellationToken.None)).DisposeAsync();
                    isPlain &= SqlSimulation.IsPlain(at.Facts);
                    isProven &= isPlain || at.Facts is ParsedStatement { Kind: "SelectStmt" }; // of a utility statement no name is looked up
                    using var ask = isPlain ? StatementRights.Ask((ParsedStatement)at.Facts, session) : null;
                    answer = ask is not null && await ask.ExecuteScalarAsync(CancellationToken.None) is string missing
                        ? Refused(at, PostgresErrorCodes.InsufficientPrivilege, missing, SqlHints.MayNot)
                        : null;
                }
            }
            catch (Exception e) when (SqlFailure.IsExpected(e, session))
            {
                session.IsBroken = SqlFailure.IsLost(e);
                asked = sent.Typed(e, at);
                answer = asked is null ? Answer(e, sent, session, at, isPlain) : null;
                isProven &= asked is not null;
            }

            session.IsBroken = session.IsBroken || !await TransactionEnd.RollbackAsync(session);
        }

        await sessions.ReleaseAsync(session);
        if (answer is Outcome.Failed)
        {
            return answer; // at a place of its own
        }

        answer ??= new Outcome.Planned(Grade.Checked, isProven ? null : "the server looked at its grammar only");
        found(answer);
        return answer;
    }

    /// <summary>Null where it may only need what a statement before it makes.</summary>
    private static Outcome? Answer(Exception e, SqlRun run, SqlSession session, BoundStatement? at, bool isPlain) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled } =>
            new Outcome.Planned(Grade.Checked, "not described by the server: another session holds a lock on what it names"),
        PostgresException { SqlState: not PostgresErrorCodes.SyntaxError } when !isPlain && !session.IsBroken => null,
        _ => new Outcome.Failed(SqlFailure.Of(e, run, session, at)),
    };

    private static NpgsqlBatch Begin(SqlRun run, SqlSession session)
    {
        session.TakeNotices();
        var batch = TextBatch.Create(session.Connection);
        TextBatch.Add(batch, "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY");
        TextBatch.Add(batch, TransactionSettings.Select(run.Step, run.Context, session, local: true, Brief));
        if (run.Secret != SecretPlace.None)
        {
            TextBatch.Add(batch, ServerLogs.Silence(session, local: true)); // a text that is refused would stand there
        }

        return batch;
    }

    private static Outcome.Failed Refused(BoundStatement at, string state, string why, string hint) =>
        new(Problems.SqlRefused(at.Span, state, why, null, hint, isForeseen: true));
}
