using System.Data;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Failing;

/// <summary>Why a statement did not do what it should, for the operator.</summary>
internal static class SqlFailure
{
    /// <summary>Class 08 is that of connections: what a `retry: { on: ["08"] }` means.</summary>
    private const string ConnectionFailure = "08006";

    /// <param name="at">The statement that was at work; null when it was none of the step's own.</param>
    public static Diagnostic Of(Exception exception, SqlRun run, SqlSession session, BoundStatement? at) => exception switch
    {
        PostgresException said when run.IsSecret || run.Step.Header.IsSensitive => Problems.SqlRefused(
            at?.At(said.Position) ?? run.Step.Header.Span, said.SqlState, Withheld.Message(said, run), run.Step.Header.IsSensitive ? null : Withheld.HowToSee, SqlHints.Of(said, run.Step, session)),
        PostgresException said => Problems.SqlRefused(
            at?.At(said.Position) ?? run.Step.Header.Span,
            said.SqlState,
            run.Masker.Apply(said.MessageText),
            said.Hint is null ? SqlHints.OfState(said.SqlState) : run.Masker.Apply(said.Hint),
            SqlHints.Of(said, run.Step, session)),
        ResultTooLarge large => Problems.ResultTooLarge(run.Step.Header.Span, large.Message),
        SaveFailure save => save.Problem,
        _ => Problems.ConnectionLost(run.Step.Header.Span, session.Server.Address.ToString(), Innermost(exception)) with { SqlState = ConnectionFailure },
    };

    /// <summary>Whether the connection is gone, rather than the statement refused: the server ends a session by FATAL.</summary>
    public static bool IsLost(Exception exception) => exception switch
    {
        PostgresException said => said.InvariantSeverity is "FATAL" or "PANIC",
        _ => true,
    };

    /// <summary>What can happen in the world. All else is our own mistake, unless the connection broke under it.</summary>
    public static bool IsExpected(Exception exception, SqlSession session) =>
        exception is NpgsqlException or ResultTooLarge or SaveFailure || session.Connection.State != ConnectionState.Open;

    private static string Innermost(Exception exception) =>
        exception is EndOfStreamException ? "the server closed it" : exception.InnerException is { } inner ? Innermost(inner) : exception.Message;
}
