namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>Where the name of a common table expression hides a table, in places of opening (<see cref="TreeFrame.Enter"/>).</summary>
internal sealed class CteScope(string name, int exit, int withEnter)
{
    public int WithEnter => withEnter;

    public bool IsRecursive { get; set; }

    public int ScopeEnter { get; set; } = int.MaxValue;

    public int ScopeExit { get; set; }

    /// <summary>
    /// Seen in its statement and in the expressions after it; in itself and in those before it only when WITH is recursive.
    /// </summary>
    public bool Hides(string table, int at) => table == name && at > ScopeEnter && at <= ScopeExit
        && (IsRecursive || at < withEnter || at > exit);
}
