namespace SomaBrain.Runbooks.Yaml;

/// <summary>How a scalar was written. It never decides its type.</summary>
public enum ScalarKind
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}
