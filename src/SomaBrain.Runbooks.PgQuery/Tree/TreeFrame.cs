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

    /// <summary>Has a WHERE that can be false for a row.</summary>
    public bool HasWhere;

    /// <summary>Of an expression: it is OR.</summary>
    public bool IsOr;

    /// <summary>Of an expression: it is true whatever the row is, as `true`, `1 = 1`, `a OR true`.</summary>
    public bool IsTrue;

    /// <summary>Of a cast: its operand is this parameter, and 0 is none.</summary>
    public int Parameter;

    public bool HasWith;

    public bool IsRecursive;

    public bool IsTable;

    public string? Schema;

    /// <summary>Of an expression: it is IN.</summary>
    public bool IsIn;

    /// <summary>Of an expression without a name of its own: NULLIF, after which a column is called, or `true`, which to version 14 is a cast.</summary>
    public bool IsCalled;

    /// <summary>Of a column: it is `*`.</summary>
    public bool HasStar;

    /// <summary>Of a table, a CTE, an option, an operator, or a column as PostgreSQL calls it.</summary>
    public string? Name;

    /// <summary>Of an option; null when none is given. Of an operator the constant on its left.</summary>
    public string? Argument;
}
