using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>A bound value: untyped text, as a literal in psql would be, under a cast where its type is known.</summary>
/// <param name="Text">Null is SQL's null.</param>
/// <param name="SqlType">Stands after `::`; null leaves it to the server.</param>
/// <param name="Shown">What the plan and the journal show: a secret as its name.</param>
internal sealed record SqlArgument(string? Text, string? SqlType, Value Shown);
