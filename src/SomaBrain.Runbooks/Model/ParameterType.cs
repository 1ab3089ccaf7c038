namespace SomaBrain.Runbooks.Model;

/// <summary>The types a parameter can have (language.md §2).</summary>
public enum ParameterType
{
    String,
    Integer,
    Number,
    Boolean,
    Duration,
    Size,
    Timestamp,
    Path,
    Identifier,
    Enum,
    List,
    Secret,
}
