namespace SomaBrain.Runbooks.Diagnostics;

public enum Severity
{
    Warning,
    Error,
}
