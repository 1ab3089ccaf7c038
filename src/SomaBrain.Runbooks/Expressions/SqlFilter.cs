namespace SomaBrain.Runbooks.Expressions;

/// <summary>What the last pipe of a hole in SQL asks for instead of a parameter.</summary>
public enum SqlFilter
{
    /// <summary>A quoted identifier; of a list, comma-joined.</summary>
    Ident,

    /// <summary>A dotted name, each part quoted.</summary>
    Table,

    /// <summary>A literal, for statements that take no parameters.</summary>
    Literal,

    /// <summary>The SCRAM-SHA-256 verifier of a secret.</summary>
    Scram,

    /// <summary>The text as it is; needs a reason in the playbook.</summary>
    Raw,
}
