using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>What PostgreSQL's parser makes of a statement, in the playbook's words.</summary>
internal static class SqlEffects
{
    public static Effect Of(ParseResult parsed) => parsed.Effect switch
    {
        SqlEffect.Read => Effect.Read,
        SqlEffect.Destroy => Effect.Destroy,
        _ => Effect.Write,
    };

    /// <summary>Why it is not less.</summary>
    public static string Why(ParseResult parsed) => parsed switch
    {
        ParsedStatement { Destroys: true } => "it takes something away that is not brought back",
        ParsedStatement { IsReadStatement: true, SideEffects: [var first, ..] } => $"`{first.Function}` {first.Reason}",
        NotUnderstood => "PostgreSQL's parser of version 15 does not understand it, so nobody can say that it only reads",
        ParsedStatement { Kind: "SelectStmt" } => "it locks rows, fills a table, or changes one in its WITH",
        _ => "it is not a SELECT, SHOW, VALUES, TABLE or EXPLAIN without ANALYZE",
    };
}
