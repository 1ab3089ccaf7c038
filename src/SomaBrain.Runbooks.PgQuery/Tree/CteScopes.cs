namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>The common table expressions of a statement, and which names they hide.</summary>
internal sealed class CteScopes
{
    private List<CteScope>? _all;

    public void Add(string name, int exit, int withEnter) => (_all ??= []).Add(new(name, exit, withEnter));

    /// <summary>A WITH has ended: now it is known whether it is recursive, and what it belongs to.</summary>
    public void EndWith(in TreeFrame with, int owner)
    {
        foreach (var scope in _all ?? [])
        {
            if (scope.WithEnter == with.Enter)
            {
                (scope.IsRecursive, scope.ScopeEnter, scope.ScopeExit) = (with.IsRecursive, owner, int.MaxValue);
            }
        }
    }

    public void EndOwner(int owner, int exit)
    {
        foreach (var scope in _all ?? [])
        {
            if (scope.ScopeEnter == owner)
            {
                scope.ScopeExit = exit;
            }
        }
    }

    public bool Hide(string table, int at) => _all is not null && _all.Exists(scope => scope.Hides(table, at));
}
