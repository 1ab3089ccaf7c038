using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What an expression may ask of a target (language.md §2).</summary>
public static class TargetMembers
{
    public static readonly IReadOnlyList<string> All =
    [
        "name", "host", "port", "database", "user", "uri", "version_num", "system", "timeline", "standby", "up", "local", "sessions",
    ];

    /// <summary>What is known of them before the run.</summary>
    public static readonly Value.Unknown Type = Typed.RowOf([.. All.Select(member => new Field(member, TypeOf(member)))]);

    private static Value.Unknown TypeOf(string member) => member switch
    {
        "port" or "version_num" => Typed.Integer,
        "timeline" => Typed.Integer with { MayBeNull = true },
        "system" => Typed.Text with { MayBeNull = true },
        "standby" or "up" or "local" => Typed.Boolean,
        "sessions" => Typed.ListOf(Typed.Integer),
        _ => Typed.Text,
    };
}
