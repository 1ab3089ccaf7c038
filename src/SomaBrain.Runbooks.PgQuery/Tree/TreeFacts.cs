namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>What the walk over a tree has found, before any rule is applied to it.</summary>
internal sealed class TreeFacts
{
    public int Statements { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>The <c>kind</c>, <c>name</c>, <c>objtype</c> and <c>removeType</c> of the statement itself, where it has them.</summary>
    public string? SubKind { get; set; }

    public string? Name { get; set; }

    public string? ObjectType { get; set; }

    public string? RemoveType { get; set; }

    /// <summary>What RENAME renames.</summary>
    public string? RenameType { get; set; }

    /// <summary>DROP, TRUNCATE or REVOKE with CASCADE.</summary>
    public bool Cascades { get; set; }

    /// <summary>What ALTER TABLE does, one for each of its parts.</summary>
    public List<string> Subtypes { get; } = [];

    /// <summary>Of LOCK TABLE.</summary>
    public int LockMode { get; set; }

    /// <summary>CREATE TABLE … PARTITION OF.</summary>
    public bool IsPartition { get; set; }

    /// <summary>CREATE OR REPLACE.</summary>
    public bool Replaces { get; set; }

    public bool HasInto { get; set; }

    public bool HasLocking { get; set; }

    public bool Changes => ChangeCount > 0;

    public int ChangeCount { get; set; }

    public bool Destroys { get; set; }

    public bool IsConcurrent { get; set; }

    public bool IsVacuum { get; set; }

    public bool IsCopyFrom { get; set; }

    public bool HasFile { get; set; }

    /// <summary>The statement's own options, by name.</summary>
    public List<TreeOption> Options { get; } = [];

    public List<FunctionName> Functions { get; } = [];

    /// <summary>Parameters where the server takes a constant only.</summary>
    public List<int> Misplaced { get; } = [];

    /// <summary>Parameters between the parentheses of IN.</summary>
    public List<int> InLists { get; } = [];

    /// <summary>It has a RETURNING of its own.</summary>
    public bool Returns { get; set; }

    /// <summary>The columns of the result whose names the text tells.</summary>
    public List<string> Columns { get; } = [];

    /// <summary>There are others: `*`, or what PostgreSQL calls by rules that are not looked at here.</summary>
    public bool HidesColumns { get; set; }

    /// <summary>Tables as they stand, with their place and whether it is one that is written to.</summary>
    public List<TreeTable> Tables { get; } = [];

    /// <summary>Objects named by DROP.</summary>
    public List<FunctionName> Dropped { get; } = [];

    public CteScopes Ctes { get; } = new();
}
