using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>
/// A cell that holds a known secret is one: expressions compute with it, journal and views have its name. So is text that the server
/// computed by a statement with a secret in it (a hash, a part, the text backwards): what is computed from a secret is secret.
/// </summary>
internal static class SecretCells
{
    /// <summary>Types whose values tell of a text nothing but a number or a yes.</summary>
    private static readonly HashSet<string> WithoutText = new[]
    {
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "money", "oid", "xid", "xid8", "pg_lsn", "date", "time", "timetz", "timestamp", "timestamptz", "interval",
        "regclass", "regrole", "regtype", "regproc", "regnamespace",
    }.Select(name => $"pg_catalog.{name}").ToHashSet(StringComparer.Ordinal);

    public static ImmutableArray<Value> Hide(ImmutableArray<Value> rows, SqlRun run)
    {
        return (run.Masker.IsEmpty && !run.IsSecret) || !rows.Any(row => ((Value.Row)row).Fields.Any(field => IsSecret(field.Value)))
            ? rows
            : [.. rows.Select(row => (Value)new Value.Row([.. ((Value.Row)row).Fields.Select(field => IsSecret(field.Value)
                ? field with { Value = new Value.Secret($"steps.{run.Step.Header.Name}.{field.Name}", field.Value) }
                : field)]))];

        bool IsSecret(Value value) => value is Value.Cell cell && ((run.IsSecret && !WithoutText.Contains(cell.SqlType ?? "")) || Holds(cell, run.Masker));
    }

    private static bool Holds(Value.Cell cell, Masker masker) => !ReferenceEquals(masker.Apply(cell.Content), cell.Content);
}
