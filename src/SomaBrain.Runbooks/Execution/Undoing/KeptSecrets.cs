using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>The secrets in what was kept of a step, of which there is nothing but their names.</summary>
public static class KeptSecrets
{
    /// <summary>The names of the secrets in a value; one that was made of several has the names of all.</summary>
    public static IEnumerable<string> Names(Value value) => value switch
    {
        Value.Secret secret => secret.Name.Split(", "),
        Value.Cell cell => Names(cell.Scalar),
        Value.List list => list.Items.SelectMany(Names),
        Value.Row row => row.Fields.SelectMany(field => Names(field.Value)),
        _ => [],
    };

    public static bool AreIn(Value value) => Names(value).Any();

    /// <summary>Whether a part of a value is not there.</summary>
    public static bool IsGone(Value value) => value switch
    {
        Value.Secret secret => IsGone(secret.Inner),
        Value.Missing => true,
        Value.List list => list.Items.Any(IsGone),
        Value.Row row => row.Fields.Any(field => IsGone(field.Value)),
        _ => false,
    };
}
