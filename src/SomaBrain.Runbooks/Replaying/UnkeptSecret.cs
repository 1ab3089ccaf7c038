using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>A secret whose value nothing kept: it can be passed on and stays secret; in its place stands its name.</summary>
public static class UnkeptSecret
{
    public static Value.Secret Of(string name) => new(name, new Value.Text($"‹secret {name}›"));

    /// <summary>A recorded value with something to pass on in the place of each secret.</summary>
    public static Value In(Value value) => value switch
    {
        Value.Secret secret => Of(secret.Name),
        Value.List list => new Value.List([.. list.Items.Select(In)]),
        Value.Row row => new Value.Row([.. row.Fields.Select(field => field with { Value = In(field.Value) })]),
        _ => value,
    };
}
