namespace SomaBrain.Runbooks.Cli.Running;

internal static class OperatorName
{
    /// <summary>`--as`, else `$RUNBOOK_OPERATOR`, else the login of the operating system: claimed, not proven.</summary>
    public static string Of(string? given) =>
        given is { Length: > 0 } ? given
        : Environment.GetEnvironmentVariable("RUNBOOK_OPERATOR") is { Length: > 0 } variable ? variable
        : Environment.UserName;
}
