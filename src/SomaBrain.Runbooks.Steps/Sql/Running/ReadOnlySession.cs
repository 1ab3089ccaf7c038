using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>A session with `default_transaction_read_only`: a step's own transaction says that it writes; what runs outside one is refused.</summary>
internal static class ReadOnlySession
{
    public const string Hint =
        "`default_transaction_read_only` is on for this role, database or server: set it off there, or leave out `transaction: false`, as the step's own transaction says that it writes";

    /// <summary>Before it does anything. Of those left out the server lets some through (VACUUM, REINDEX), and what others call may have begun.</summary>
    public static bool Refuses(ParseResult parsed) => parsed is ParsedStatement { Kind: var kind }
        && (kind is "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" or "TruncateStmt" or "IndexStmt"
            || Begins(kind, "Create") || Begins(kind, "Drop") || (Begins(kind, "Alter") && kind != "AlterSystemStmt"));

    private static bool Begins(string kind, string with) => kind.StartsWith(with, StringComparison.Ordinal);
}
