namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>A name of a table in the tree.</summary>
internal readonly record struct TreeTable(string? Schema, string Name, TreeWord Statement, bool IsWritten, int At, bool IsReferenced);
