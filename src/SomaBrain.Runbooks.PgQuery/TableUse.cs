namespace SomaBrain.Runbooks.PgQuery;

/// <summary>A table (view, index, sequence) that a statement names.</summary>
/// <param name="Schema">Null when it is not qualified.</param>
/// <param name="Name">Its name, in the case the server sees.</param>
/// <param name="Access">What is done with it.</param>
public sealed record TableUse(string? Schema, string Name, TableAccess Access);
