using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>Turns a value into a bound argument that keeps its PostgreSQL type and every digit (language.md §4).</summary>
internal static class SqlArguments
{
    private const string Numeric = "pg_catalog.numeric";

    /// <summary>Null when the value cannot be bound; <paramref name="why"/> says why.</summary>
    public static SqlArgument? Of(Value value, out string why)
    {
        why = "";
        switch (value)
        {
            case Value.Secret secret:
                return Of(secret.Inner, out why) is { } inner ? inner with { Shown = secret with { Inner = Value.Null.Instance } } : null;
            case Value.Null none:
                return new(null, none.SqlType, value);
            case Value.Cell { SqlType: null }:
                why = "it is an anonymous record: name its columns";
                return null;
            case Value.Cell cell:
                return new(cell.Content, cell.SqlType, value);
            case Value.Text text:
                return new(text.Content, null, value);
            case Value.Boolean boolean:
                return new(boolean.Is ? "true" : "false", "pg_catalog.bool", value);
            case Value.Integer integer:
                return new(integer.Whole.ToString(CultureInfo.InvariantCulture), IntegerType(integer.Whole), value);
            case Value.Number number:
                return new(number.Amount.ToString(CultureInfo.InvariantCulture), Numeric, value);
            case Value.Size size:
                return new(size.Count.ToString(CultureInfo.InvariantCulture), "pg_catalog.int8", value);
            case Value.Timestamp timestamp:
                return new(ValueText.Of(timestamp), "pg_catalog.timestamptz", value);
            case Value.Duration duration:
                return new($"{((decimal)duration.Length.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture)} seconds", "pg_catalog.interval", value);
            case Value.Bytes bytes:
                return new($"\\x{Convert.ToHexStringLower(bytes.Content.AsSpan())}", "pg_catalog.bytea", value);
            case Value.List list:
                return OfList(list, out why);
            default:
                why = value is Value.Row ? "it is a row: bind one of its members, or its text by `| json`" : $"it is {ValueText.Kind(value)}";
                return null;
        }
    }

    /// <summary>As an SQL literal types: int4, else int8.</summary>
    private static string IntegerType(long whole) => whole is >= int.MinValue and <= int.MaxValue ? "pg_catalog.int4" : "pg_catalog.int8";

    private static SqlArgument? OfList(Value.List list, out string why)
    {
        why = "";
        var text = new StringBuilder("{");
        string? type = null;
        foreach (var item in list.Items)
        {
            if (Of(item, out why) is not { } argument)
            {
                return null;
            }

            if (item is Value.List)
            {
                why = "it is a list of lists";
                return null;
            }

            text.Append(text.Length > 1 ? "," : "").Append(argument.Text is null ? "NULL" : Quoted(argument.Text));
            type = Wider(type, argument.SqlType);
        }

        return new(text.Append('}').ToString(), type is null ? null : $"{type}[]", list);
    }

    private static string? Wider(string? type, string? next) =>
        next is null || type == next ? type
        : type is null ? next
        : (type, next) is ("pg_catalog.int4", "pg_catalog.int8") ? next
        : (type, next) is ("pg_catalog.int8", "pg_catalog.int4") ? type
        : IsNumeric(next) || IsNumeric(type) ? Numeric : type;

    private static bool IsNumeric(string type) => type is Numeric or JsonValues.NumberType;

    private static string Quoted(string text) => $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
