using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What an expression may ask of a target (language.md §2).</summary>
public static class TargetMembers
{
    /// <summary>What a promotion changes.</summary>
    public static readonly IReadOnlyList<string> OfRecovery = ["timeline", "standby"];

    /// <summary>What only a server that is up can tell, and that it is.</summary>
    public static readonly IReadOnlyList<string> OfServer = ["version_num", "system", .. OfRecovery, "up", "local", "sessions"];

    public static readonly IReadOnlyList<string> All = ["name", "host", "port", "database", "user", "uri", .. OfServer];

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
