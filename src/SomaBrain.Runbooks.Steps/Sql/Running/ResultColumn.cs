namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>A column of a result.</summary>
/// <param name="SqlType">As it can stand after `::`; null when it is not known yet or cannot be named.</param>
internal sealed record ResultColumn(string Name, uint Oid, string? SqlType);
