namespace SomaBrain.Runbooks.PgQuery;

/// <summary>One token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The number libpg_query 15 gives it: tells one keyword or operator from another.</param>
/// <param name="Start">Where it starts, in UTF-16 characters of the text.</param>
/// <param name="End">Where it ends (exclusive), in UTF-16 characters of the text.</param>
public readonly record struct PgToken(PgTokenKind Kind, int Code, int Start, int End)
{
    public ReadOnlySpan<char> In(string sql) => sql.AsSpan(Start, End - Start);
}
