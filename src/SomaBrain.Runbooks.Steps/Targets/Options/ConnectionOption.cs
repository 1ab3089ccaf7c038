namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>A setting as it was given, not yet understood.</summary>
public sealed record ConnectionOption(string Key, string Content, Origin Origin)
{
    public override string ToString() => $"{Key}={(ConnectionKeys.Find(Key) is { IsSecret: false } ? Content : "…")}";
}
