namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>What a piece of a rendered diagnostic is, so that a terminal can colour it.</summary>
public enum TextRole
{
    Error,
    Warning,
    Message,
    Place,
    Gutter,
    Source,
    Caret,
    Hint,
}
