using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>A cell that holds a known secret is one: expressions compute with it, journal and views have its name.</summary>
internal static class SecretCells
{
    /// <param name="rows">Each a row.</param>
    /// <param name="masker">Knows the secrets.</param>
    /// <param name="step">What the secret is called after.</param>
    public static ImmutableArray<Value> Hide(ImmutableArray<Value> rows, Masker masker, string step) =>
        masker.IsEmpty || !rows.Any(row => ((Value.Row)row).Fields.Any(field => Holds(field.Value, masker)))
            ? rows
            : [.. rows.Select(row => (Value)new Value.Row([.. ((Value.Row)row).Fields.Select(field => Holds(field.Value, masker)
                ? field with { Value = new Value.Secret($"steps.{step}.{field.Name}", field.Value) }
                : field)]))];

    private static bool Holds(Value value, Masker masker) => value is Value.Cell cell && !ReferenceEquals(masker.Apply(cell.Content), cell.Content);
}
