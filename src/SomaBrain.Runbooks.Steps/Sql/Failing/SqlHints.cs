using Npgsql;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Failing;

/// <summary>What to do about a server's error, by its SQLSTATE (PostgreSQL's documentation, Appendix A).</summary>
internal static class SqlHints
{
    public const string MayNot = "run it with a role that may, or grant the privilege";

    /// <summary>Of the state and the session: what holds whatever the statement is, before what the server itself advises.</summary>
    public static string? Of(PostgresException said, SqlStep step, SqlSession session) => said.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => "another session holds the lock: `SELECT pid, mode, relation::regclass FROM pg_locks WHERE granted` tells which; end it, or raise `lock_timeout`",
        PostgresErrorCodes.QueryCanceled => "raise `statement_timeout` or `timeout`, or look at the plan of the statement",
        PostgresErrorCodes.InsufficientPrivilege => MayNot,
        PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.ObjectNotInPrerequisiteState when session.Facts.InRecovery =>
            "this server is a standby: run the step on the primary, or write `transaction: false` for what a standby can do (`pg_promote()`)",
        PostgresErrorCodes.ActiveSqlTransaction => "the step only reads, and nothing it calls can make it write: declare `effect: write` if it must change something",
        PostgresErrorCodes.ReadOnlySqlTransaction when step.Effect != Effect.Read => step.InTransaction ? null : ReadOnlySession.Hint,
        PostgresErrorCodes.ReadOnlySqlTransaction => "the step only reads: declare `effect: write` if it must change something",
        PostgresErrorCodes.DependentObjectsStillExist => "other objects need it: look at them first, as `CASCADE` would drop them, too",
        PostgresErrorCodes.UndefinedTable => "look at the name and at the search_path, and whether this is the right database",
        PostgresErrorCodes.AdminShutdown => "somebody ended this session or stopped the server: its log says who",
        _ => null,
    };

    /// <summary>Of the state alone: where the server has no advice.</summary>
    public static string OfState(string state) => state switch
    {
        PostgresErrorCodes.SyntaxError => "look at the place that is marked and right before it: a word too many, a comma, or what this version does not know yet",
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.AmbiguousColumn => "look at the columns of the tables (`\\d` in psql): a text stands in single quotes, double ones are for names",
        PostgresErrorCodes.UndefinedFunction => "look at its name, and at the types of what it is given (`::type` casts); it may be of an extension, or of another version",
        PostgresErrorCodes.UndefinedObject => "look at the name: it is not there in this database or on this server",
        PostgresErrorCodes.DivisionByZero => "divide by `NULLIF(…, 0)`: nothing instead of an error where there is nothing to divide by",
        PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.DatetimeFieldOverflow =>
            "the text is not of the type that is wanted there: look at what the hole was filled with, and at the column's type",
        PostgresErrorCodes.NumericValueOutOfRange => "the number is too large for its type: cast it first (`::bigint`, `::numeric`)",
        PostgresErrorCodes.StringDataRightTruncation => "the text is longer than its column takes",
        PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.CannotCoerce or PostgresErrorCodes.IndeterminateDatatype => "say which type is meant: `::type` behind the value",
        PostgresErrorCodes.GroupingError => "name it in GROUP BY, or put it into an aggregate such as `max(…)`",
        PostgresErrorCodes.FeatureNotSupported => "this server cannot do that: look at its version, and at the kind of the object (a view, a partitioned table, a foreign one)",
        PostgresErrorCodes.UniqueViolation => "it is there already: find it first, or write `ON CONFLICT DO NOTHING` where that is what is meant",
        PostgresErrorCodes.ForeignKeyViolation => "a row that it points to is missing, or others point to it: look at the constraint that is named",
        PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ExclusionViolation => "the row breaks a rule of its table: look at the constraint that is named",
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateColumn or PostgresErrorCodes.DuplicateFunction =>
            "it is there already: write `IF NOT EXISTS` where that is right, or tell by `done_when` that the step is done",
        PostgresErrorCodes.ObjectInUse => "somebody uses it: `SELECT pid, usename, query FROM pg_stat_activity` tells who; the run itself has sessions in the databases of its targets (its lock is one): bind the target to another database, such as `postgres`",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => $"another transaction was in the way: `retry: {{ on: [\"{state}\"] }}` tries it again",
        PostgresErrorCodes.ReadOnlySqlTransaction => "something it calls made its transaction read-only, or sends it to a server or a session that only reads",
        PostgresErrorCodes.UndefinedFile => "the server looks for it on its own machine, below its data directory unless the path begins with `/`",
        PostgresErrorCodes.RaiseException => "a function or trigger of the database says so: look there for when it does",
        _ => "look the code up in Appendix A of PostgreSQL's documentation; the server's log has the statement and what led to it",
    };
}
