namespace SomaBrain.Runbooks.PgQuery;

/// <summary>A function that a statement calls, in the case the server sees.</summary>
/// <param name="Schema">Null when it is not qualified.</param>
/// <param name="Name">Its name.</param>
public sealed record FunctionName(string? Schema, string Name)
{
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
