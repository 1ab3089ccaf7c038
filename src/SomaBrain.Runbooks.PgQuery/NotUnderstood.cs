namespace SomaBrain.Runbooks.PgQuery;

/// <summary>A statement that the grammar of version 15 does not read. The server may: it is a write, and graded there.</summary>
/// <param name="Message">PostgreSQL's words.</param>
/// <param name="Offset">Where, in UTF-16 characters.</param>
public sealed record NotUnderstood(string Message, int Offset) : ParseResult
{
    public override SqlEffect Effect => SqlEffect.Write;
}
