using System.Net.Sockets;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>Why a statement did not do what it should, for the operator.</summary>
internal static class SqlFailure
{
    public static Diagnostic Of(Exception exception, SqlRun run, SqlSession session)
    {
        var where = session.Server.Address.ToString();
        return exception switch
        {
            PostgresException said => Problems.SqlRefused(Where(said, run), said.SqlState, run.Masker.Apply(said.MessageText), said.Hint is null ? null : run.Masker.Apply(said.Hint), Lock(said)),
            ResultTooLarge large => Problems.ResultTooLarge(run.Step.Header.Span, large.Message),
            ColumnTwice twice => Problems.ColumnTwice(run.Step.Header.Span, twice.Message),
            _ => Problems.ConnectionLost(run.Step.Header.Span, where, Innermost(exception)),
        };
    }

    /// <summary>Whether the connection is gone, rather than the statement refused.</summary>
    public static bool IsLost(Exception exception) =>
        exception is PostgresException said ? said.SqlState.StartsWith("57P", StringComparison.Ordinal) || said.SqlState == "25P03"
        : exception is NpgsqlException or IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    public static bool IsExpected(Exception exception) =>
        exception is PostgresException or NpgsqlException or IOException or SocketException or ResultTooLarge or ColumnTwice
        or ObjectDisposedException or InvalidOperationException;

    private static SourceSpan Where(PostgresException said, SqlRun run) =>
        run.Statements.FirstOrDefault(statement => said.BatchCommand is { } command && command.CommandText == statement.Text)?.Span ?? run.Step.Header.Span;

    private static string? Lock(PostgresException said) => said.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => "another session holds the lock: `SELECT pid, mode, relation::regclass FROM pg_locks WHERE granted` tells which; end it, or raise `lock_timeout`",
        PostgresErrorCodes.ActiveSqlTransaction => "the step only reads, and nothing it calls can make it write: declare `effect: write` if it must change something",
        PostgresErrorCodes.QueryCanceled => "raise `statement_timeout` or `timeout`, or look at the plan of the statement",
        PostgresErrorCodes.InsufficientPrivilege => "run it with a role that may, or grant the privilege",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the step only reads: declare `effect: write` if it must change something",
        PostgresErrorCodes.AdminShutdown => "somebody ended this session, or is stopping the server: look at the server's log",
        PostgresErrorCodes.UndefinedTable => "look at the name and at the search_path, and whether this is the right database",
        _ => null,
    };

    private static string Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception.Message;
}
