namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>An object or array of the tree that is open.</summary>
internal struct TreeFrame
{
    public bool IsArray;

    /// <summary>The name it stands under; in an array, that of the array.</summary>
    public TreeWord Key;

    /// <summary>The field it stands under, seen through the object that only tells the type.</summary>
    public TreeWord Role;

    /// <summary>The innermost statement it belongs to.</summary>
    public TreeWord Statement;

    /// <summary>Inside of what is stored and not run: the body of a routine or rule.</summary>
    public bool IsStored;

    /// <summary>Its place in the order of opening.</summary>
    public int Enter;

    public bool HasWhere;

    /// <summary>Of a cast: its operand is this parameter, and 0 is none.</summary>
    public int Parameter;

    public bool HasWith;

    public bool IsRecursive;

    public bool IsTable;

    public string? Schema;

    /// <summary>Of an expression: it is IN.</summary>
    public bool IsIn;

    /// <summary>Of a table, a CTE, an option, or a column as PostgreSQL calls it.</summary>
    public string? Name;

    /// <summary>Of an option; null when none is given.</summary>
    public string? Argument;
}
