namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>A name of a table in the tree.</summary>
internal sealed record TreeTable(string? Schema, string Name, TreeWord Statement, bool IsWritten, int At, bool IsReferenced);
