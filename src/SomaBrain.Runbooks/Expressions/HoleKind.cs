namespace SomaBrain.Runbooks.Expressions;

/// <summary>Where a text with holes goes, which decides what a hole may be.</summary>
public enum HoleKind
{
    /// <summary>Text for people: null is written `null`.</summary>
    Text,

    /// <summary>SQL: a hole is a parameter, or goes through one filter; never rendered as text here.</summary>
    Sql,

    /// <summary>An argument, path, URL or environment value: null is an error.</summary>
    Argument,

    /// <summary>A script: a hole is an error, other `{{` is plain text.</summary>
    Script,
}
