using System.Text;
using System.Text.Json;
using CsCheck;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class CanonicalForms
{
    private static readonly Gen<char> Chars = Gen.OneOf(
        Gen.Char['a', 'f'], Gen.Const('"'), Gen.Const('\\'), Gen.Char['\0', '\u00a0'], Gen.Char['\u2000', '\u206f'], Gen.Char['\ud7f0', '\ue010'], Gen.Char);

    private static readonly Gen<string> Strings = Gen.OneOf(Gen.String[Chars, 0, 12], Gen.Const("😀"), Gen.Const("\U000e0041"));

    private static readonly Gen<Json> Trees = Gen.Recursive<Json>((depth, self) =>
    {
        var leaves = Gen.OneOf(
            Gen.Const<Json>(Json.Null.Instance),
            Gen.Bool.Select(b => (Json)new Json.Boolean(b)),
            Gen.Long[-Json.Greatest, Json.Greatest].Select(i => (Json)new Json.Integer(i)),
            Strings.Select(s => (Json)new Json.Text(s)));
        return depth >= 3 ? leaves : Gen.OneOf(
            leaves,
            self.Array[0, 4].Select(items => (Json)new Json.Array([.. items])),
            Gen.Select(Strings, self, (name, value) => new Json.Member(name, value)).Array[0, 4]
                .Select(members => (Json)new Json.Object([.. members.DistinctBy(m => m.Name)])));
    });

    [Fact]
    public static void A_tree_survives_writing_and_reading() =>
        Trees.Sample(tree => Assert.Equal(tree, CanonicalJson.Read(CanonicalJson.Write(tree))), iter: 20_000);

    [Fact]
    public static void Other_readers_read_the_same() => Trees.Sample(
        tree =>
        {
            using var other = JsonDocument.Parse(CanonicalJson.Write(tree));
            return !Whole(tree) || Same(tree, other.RootElement);
        },
        iter: 5_000);

    [Fact]
    public static void Bytes_are_canonical_exactly_when_another_reader_and_our_writer_give_them_again() => Gen.Select(Trees, Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 2])
        .Sample(
            (tree, at, with, how) =>
            {
                var bytes = CanonicalJson.Write(tree).ToList();
                at %= bytes.Count;
                switch (how)
                {
                    case 0:
                        bytes[at] = with;
                        break;
                    case 1:
                        bytes.Insert(at, with);
                        break;
                    default:
                        bytes.RemoveAt(at);
                        break;
                }

                byte[] changed = [.. bytes];
                var canonical = CanonicalJson.Fault(changed) is null;
                Assert.Equal(canonical, CanonicalJson.Read(changed) is { } read && CanonicalJson.Write(read).AsSpan().SequenceEqual(changed));
                if (Second(changed) is { } second)
                {
                    Assert.Equal(canonical, CanonicalJson.Write(second).AsSpan().SequenceEqual(changed));
                }
            },
            iter: 50_000);

    [Theory]
    [InlineData(""" "a" """, "\"a\"")]
    [InlineData("{ }", "{}")]
    [InlineData("""{"a":1,"a":1}""", null)]
    [InlineData("""{"a":1,"b":{"a":1}}""", """{"a":1,"b":{"a":1}}""")]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    [InlineData("-0", null)]
    [InlineData("01", null)]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("9007199254740992", null)]
    [InlineData("-9007199254740992", null)]
    [InlineData("\"\\n\"", "\"\\u000a\"")]
    [InlineData("\"\\u000A\"", "\"\\u000a\"")]
    [InlineData("\"\\/\"", "\"/\"")]
    [InlineData("\"\\u0041\"", "\"A\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\u202e\"", "\"\\u202e\"")]
    [InlineData("\"\u0085\"", "\"\\u0085\"")]
    [InlineData("\"\u007f\"", "\"\\u007f\"")]
    [InlineData("\"\U000e0041\"", "\"\\udb40\\udc41\"")]
    [InlineData("[1,]", null)]
    [InlineData("[1", null)]
    [InlineData("nul", null)]
    [InlineData("", null)]
    [InlineData("1 2", null)]
    public static void One_spelling_of_each_thing(string spelling, string? canonical)
    {
        Assert.Equal(spelling == canonical, CanonicalJson.Fault(Encoding.UTF8.GetBytes(spelling)) is null);
        if (canonical is not null)
        {
            Assert.Null(CanonicalJson.Fault(Encoding.UTF8.GetBytes(canonical)));
            Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(CanonicalJson.Read(Encoding.UTF8.GetBytes(canonical))!)));
        }
    }

    [Fact]
    public static void Deep_nesting_is_refused_and_harmless()
    {
        Assert.NotNull(CanonicalJson.Fault(Encoding.UTF8.GetBytes(new string('[', 1_000_000))));
        Assert.Null(CanonicalJson.Fault(Encoding.UTF8.GetBytes(new string('[', 128) + new string(']', 128))));
        Assert.NotNull(CanonicalJson.Fault(Encoding.UTF8.GetBytes(new string('[', 130) + new string(']', 130))));
    }

    [Fact]
    public static void A_name_twice_is_found_among_many()
    {
        var names = Enumerable.Range(0, 100).Select(i => $"\"n{i}\":0").ToList();
        Assert.Null(CanonicalJson.Fault(Encoding.UTF8.GetBytes($"{{{string.Join(",", names)}}}")));
        foreach (var again in new[] { 0, 31, 32, 99 })
        {
            Assert.NotNull(CanonicalJson.Fault(Encoding.UTF8.GetBytes($"{{{string.Join(",", [.. names, names[again]])}}}")));
        }
    }

    /// <summary>A reading by System.Text.Json; null where its notion of JSON is narrower or wider than ours.</summary>
    private static Json? Second(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = false });
            return Convert(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static Json Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => Json.Null.Instance,
        JsonValueKind.True => new Json.Boolean(true),
        JsonValueKind.False => new Json.Boolean(false),
        JsonValueKind.Number => new Json.Integer(element.TryGetInt64(out var whole) ? whole : long.MaxValue),
        JsonValueKind.String => new Json.Text(element.GetString()!),
        JsonValueKind.Array => new Json.Array([.. element.EnumerateArray().Select(Convert)]),
        _ => new Json.Object([.. element.EnumerateObject().Select(p => new Json.Member(p.Name, Convert(p.Value)))]),
    };

    private static bool Same(Json json, JsonElement other) => Convert(other).Equals(json);

    /// <summary>System.Text.Json refuses lone surrogates.</summary>
    private static bool Whole(Json json) => json switch
    {
        Json.Text text => Whole(text.Content),
        Json.Array array => array.Items.All(Whole),
        Json.Object members => members.Members.All(m => Whole(m.Name) && Whole(m.Value)),
        _ => true,
    };

    private static bool Whole(string text) => text.EnumerateRunes().Select(r => r.ToString()).Aggregate("", (a, b) => a + b) == text;
}
