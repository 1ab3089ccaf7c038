namespace SomaBrain.Runbooks.Model;

/// <summary>The effects as playbooks, plans and journals write them.</summary>
public static class EffectName
{
    public static readonly IReadOnlyDictionary<string, Effect> All = new Dictionary<string, Effect>(StringComparer.Ordinal)
    {
        ["read"] = Effect.Read,
        ["write"] = Effect.Write,
        ["destroy"] = Effect.Destroy,
    };

    public static string Of(Effect effect) => effect switch
    {
        Effect.Read => "read",
        Effect.Write => "write",
        _ => "destroy",
    };
}
