using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// A value as JSON and back, without loss but for secrets, which become their name. Booleans, text, null, lists and rows are
/// their JSON selves; all else is an object whose first name starts with `$`. A field of a row that starts with `$` gets
/// one more in front.
/// </summary>
public static class ValueJson
{
    /// <summary>What a secret holds when it is read from a journal.</summary>
    public const string SecretIsNotKept = "a secret is not kept";

    public static Json Write(Value value) => value switch
    {
        Value.Null => Json.Null.Instance,
        Value.Boolean boolean => new Json.Boolean(boolean.Is),
        Value.Integer integer => Math.Abs((decimal)integer.Whole) <= Json.Greatest
            ? new Json.Integer(integer.Whole)
            : Tagged("$integer", integer.Whole.ToString(CultureInfo.InvariantCulture)),
        Value.Number number => Tagged("$number", number.Amount.ToString(CultureInfo.InvariantCulture)),
        Value.Text text => new Json.Text(text.Content),
        Value.Timestamp timestamp => Tagged("$timestamp", Scalars.Write(timestamp.At)),
        Value.Duration duration => Tagged("$duration", Scalars.Write(duration.Length)),
        Value.Size size => Tagged("$size", size.Count.ToString(CultureInfo.InvariantCulture)),
        Value.Bytes bytes => Tagged("$bytes", Convert.ToBase64String(bytes.Content.AsSpan())),
        Value.List list => ResultTable.TryWrite(list) ?? (Json)new Json.Array(ImmutableArray.CreateRange(list.Items, Write)),
        Value.Row row => WriteRow(row),
        Value.Cell { Scalar: Value.Secret secret } => Write(secret),
        Value.Cell cell => CellJson.Write(cell),
        Value.Secret { Masked: { } masked } secret => new Json.Object([new("$secret", new Json.Text(secret.Name)), new("masked", new Json.Text(masked))]),
        Value.Secret secret => Tagged("$secret", secret.Name),
        Value.Missing missing => Tagged("$missing", missing.Why),
        Value.Unknown unknown => Tagged("$unknown", unknown.Until),
        _ => throw new InvalidOperationException($"no JSON for {value.GetType().Name}"),
    };

    /// <summary>Throws <see cref="FormatException"/> when the JSON is not of a value.</summary>
    public static Value Read(Json json) => json switch
    {
        Json.Null => Value.Null.Instance,
        Json.Boolean boolean => new Value.Boolean(boolean.Is),
        Json.Integer integer => new Value.Integer(integer.Whole),
        Json.Text text => new Value.Text(text.Content),
        Json.Array array => new Value.List([.. array.Items.Select(Read)]),
        Json.Object members when IsTagged(members) => ReadTagged(members),
        Json.Object members => ReadRow(members),
        _ => throw new FormatException(),
    };

    internal static Json.Object Tagged(string tag, string content) => new([new(tag, new Json.Text(content))]);

    private static Json.Object WriteRow(Value.Row row) =>
        HasEachNameOnce(row.Fields)
            ? new(ImmutableArray.CreateRange(row.Fields, f => new Json.Member(f.Name.StartsWith('$') ? $"${f.Name}" : f.Name, Write(f.Value))))
            : new([new("$row", new Json.Array([.. row.Fields.Select(f => new Json.Array([new Json.Text(f.Name), Write(f.Value)]))]))]);

    private static bool HasEachNameOnce(ImmutableArray<Field> fields)
    {
        const int few = 16;
        if (fields.Length > few)
        {
            return fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count() == fields.Length;
        }

        for (var i = 1; i < fields.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (fields[i].Name == fields[j].Name)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>A row without any cell of a server is of parsed JSON.</summary>
    private static Value.Row ReadRow(Json.Object members)
    {
        var isJson = true;
        var fields = ImmutableArray.CreateBuilder<Field>(members.Members.Length);
        foreach (var member in members.Members)
        {
            var value = Read(member.Value);
            isJson &= value is not Value.Cell { SqlType: not JsonValues.NumberType };
            fields.Add(new(member.Name.StartsWith("$$", StringComparison.Ordinal) ? member.Name[1..] : member.Name, value));
        }

        return new(fields.MoveToImmutable()) { IsJson = isJson };
    }

    private static bool IsTagged(Json.Object members) =>
        members.Members is [var first, ..] && first.Name.StartsWith('$') && !first.Name.StartsWith("$$", StringComparison.Ordinal);

    private static Value ReadTagged(Json.Object members)
    {
        var (tag, content) = (members.Members[0].Name, members.Members[0].Value);
        return tag switch
        {
            "$integer" => new Value.Integer(long.Parse(Text(content), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            "$number" => new Value.Number(decimal.Parse(Text(content), NumberStyles.Number, CultureInfo.InvariantCulture)),
            "$timestamp" => new Value.Timestamp(Scalars.ReadTime(Text(content))),
            "$duration" => new Value.Duration(Scalars.ReadDuration(Text(content))),
            "$size" => new Value.Size(long.Parse(Text(content), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            "$bytes" => new Value.Bytes([.. Convert.FromBase64String(Text(content))]),
            "$secret" => new Value.Secret(Text(content), new Value.Missing(SecretIsNotKept)) { Masked = members["masked"] is { } masked ? Text(masked) : null },
            "$missing" => new Value.Missing(Text(content)),
            "$unknown" => new Value.Unknown(Text(content)),
            "$pg" => CellJson.Read(members),
            "$table" => ResultTable.Read(members),
            "$row" => new Value.Row([.. Items(content).Select(Items).Select(pair => pair.Length == 2 ? new Field(Text(pair[0]), Read(pair[1])) : throw new FormatException())]),
            _ => throw new FormatException(),
        };
    }

    internal static string Text(Json? json) => json is Json.Text text ? text.Content : throw new FormatException();

    internal static ImmutableArray<Json> Items(Json? json) => json is Json.Array array ? array.Items : throw new FormatException();
}
