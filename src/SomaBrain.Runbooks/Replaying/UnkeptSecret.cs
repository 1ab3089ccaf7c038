using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>A secret whose value nothing kept: it can be passed on under its name; what is decided by it is not known.</summary>
public static class UnkeptSecret
{
    public static Value.Secret Of(string name) => new(name, new Value.Unknown("a secret, which no journal keeps"));

    /// <summary>A recorded value with each secret as something that can be passed on.</summary>
    public static Value In(Value value) => value switch
    {
        Value.Secret secret => Of(secret.Name) with { Masked = secret.Masked },
        Value.List list => new Value.List([.. list.Items.Select(In)]),
        Value.Row row => row with { Fields = [.. row.Fields.Select(field => field with { Value = In(field.Value) })] },
        _ => value,
    };
}
