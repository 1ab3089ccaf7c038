using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Values.Postgres;

namespace SomaBrain.Runbooks.Values;

/// <summary>
/// PostgreSQL's text of a value to the scalar that expressions compute with. Expects DateStyle ISO, IntervalStyle postgres and
/// bytea_output hex. What a scalar cannot hold exactly (NaN, infinity, BC, months, ranges, enums) stays text.
/// </summary>
public static class CellReader
{
    /// <param name="content">PostgreSQL's text form.</param>
    /// <param name="typeOid">The type as the row description gives it; a domain is its base type there.</param>
    public static Value Scalar(string content, uint typeOid) =>
        PgTypes.Find(typeOid) is { } type ? Scalar(content, type.Reading)
        : PgTypes.ElementOf(typeOid) is { } element && PgArrays.Read(content, item => Element(item, element)) is { } list ? list
        : new Value.Text(content);

    /// <summary>A cell by the name of its type, with or without `pg_catalog.`; of a type that is not built in, its text.</summary>
    public static Value.Cell Cell(string content, string sqlType)
    {
        var isArray = sqlType.EndsWith("[]", StringComparison.Ordinal);
        return PgTypes.Named(isArray ? sqlType[..^2] : sqlType) is { } type
            ? new(content, isArray ? $"{type.SqlType}[]" : type.SqlType, Scalar(content, isArray ? type.ArrayOid : type.Oid))
            : new(content, sqlType, new Value.Text(content));
    }

    /// <summary>The type as it can stand after `::`, for built-in types; null for all others.</summary>
    public static string? SqlType(uint typeOid) => PgTypes.Find(typeOid)?.SqlType
        ?? (PgTypes.ElementOf(typeOid) is { } element ? $"{element.SqlType}[]" : null);

    private static Value Scalar(string content, PgReading reading) => reading switch
    {
        PgReading.Boolean when content is "t" or "f" => new Value.Boolean(content == "t"),
        PgReading.Integer when long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => new Value.Integer(whole),
        PgReading.Number when Decimals.TryParse(content, out var number) => new Value.Number(number),
        PgReading.Timestamp when PgTimes.TryTimestamp(content, out var at) => new Value.Timestamp(at),
        PgReading.Interval when PgTimes.TryInterval(content, out var length) => new Value.Duration(length),
        PgReading.Bytes when Bytes(content) is { } bytes => bytes,
        PgReading.Json when JsonValues.Read(content) is { } json => json is Value.Cell { Scalar: Value.Number number } ? number : json,
        _ => new Value.Text(content),
    };

    private static Value Element(string? content, PgType type) =>
        content is null ? Value.Null.Instance : new Value.Cell(content, type.SqlType, Scalar(content, type.Reading));

    private static Value.Bytes? Bytes(string content)
    {
        if (!content.StartsWith("\\x", StringComparison.Ordinal) || content.Length % 2 != 0)
        {
            return null;
        }

        var bytes = new byte[(content.Length - 2) / 2];
        return Convert.FromHexString(content.AsSpan(2), bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? new Value.Bytes(ImmutableArray.Create(bytes))
            : null;
    }
}
