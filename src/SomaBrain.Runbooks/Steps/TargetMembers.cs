namespace SomaBrain.Runbooks.Steps;

/// <summary>What an expression may ask of a target (language.md §2).</summary>
public static class TargetMembers
{
    public static readonly IReadOnlyList<string> All =
    [
        "name", "host", "port", "database", "user", "uri", "version_num", "system", "timeline", "standby", "up", "local", "sessions",
    ];
}
