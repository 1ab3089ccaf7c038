namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>An option of the statement, as <c>ANALYZE off</c> in EXPLAIN.</summary>
internal sealed record TreeOption(string Name, string? Argument)
{
    /// <summary>The server's defGetBoolean: an option without argument is on. What it would refuse counts as on.</summary>
    public bool IsOn => Argument?.ToLowerInvariant() is not ("0" or "false" or "off");
}
