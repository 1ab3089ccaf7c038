using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>How many bytes a value takes in a line at most: cheaper than writing it, and nearly always enough to know that it is short.</summary>
internal static class JsonLength
{
    private const int Brackets = 64;

    public static long AtMost(Value value) => value switch
    {
        Value.Text text => AtMost(text.Content),
        Value.Cell cell => Brackets + AtMost(cell.Content) + AtMost(cell.SqlType ?? "") + AtMost(cell.Scalar),
        Value.List list => list.Items.Aggregate((long)Brackets, (sum, item) => sum + 1 + AtMost(item)),
        Value.Row row => row.Fields.Aggregate((long)Brackets, (sum, field) => sum + 8 + AtMost(field.Name) + AtMost(field.Value)),
        Value.Bytes bytes => Brackets + (2L * bytes.Content.Length),
        Value.Secret secret => Brackets + AtMost(secret.Name) + AtMost(secret.Masked ?? ""),
        Value.Missing missing => Brackets + AtMost(missing.Why),
        Value.Unknown unknown => Brackets + AtMost(unknown.Until),
        _ => 2 * Brackets, // a number or a moment, tagged
    };

    private static long AtMost(string text) => 2 + (6L * text.Length);
}
