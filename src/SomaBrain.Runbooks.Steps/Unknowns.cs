using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What a dry run cannot know yet.</summary>
internal static class Unknowns
{
    /// <summary>What will tell the value (`step batch`); null when it is known.</summary>
    public static string? Until(Value? value) => value switch
    {
        Value.Unknown unknown => unknown.Until,
        Value.Secret { Inner: Value.Unknown unknown } => unknown.Until,
        _ => null,
    };
}
