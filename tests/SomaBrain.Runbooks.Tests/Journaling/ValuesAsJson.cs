using System.Text;
using CsCheck;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class ValuesAsJson
{
    private static readonly Gen<Value> Scalars = Gen.OneOf(
        Gen.Const<Value>(Value.Null.Instance),
        Gen.Bool.Select(x => (Value)new Value.Boolean(x)),
        Gen.Long.Select(x => (Value)new Value.Integer(x)),
        Gen.Decimal.Select(x => (Value)new Value.Number(x)),
        Gen.String.Select(x => (Value)new Value.Text(x)),
        Gen.DateTime.Select(x => (Value)new Value.Timestamp(new(DateTime.SpecifyKind(x, DateTimeKind.Utc)))),
        Gen.Long.Select(x => (Value)new Value.Duration(TimeSpan.FromTicks(x))),
        Gen.Long.Select(x => (Value)new Value.Size(x)),
        Gen.Byte.Array[0, 20].Select(x => (Value)new Value.Missing(Convert.ToBase64String(x))),
        Gen.Int[0, 99].Select(x => (Value)new Value.Cell($"{x}", "pg_catalog.int4", new Value.Integer(x))),
        Gen.Int[0, 99].Select(x => (Value)new Value.Cell($"{x}.50", "pg_catalog.numeric", new Value.Number(new decimal((x * 100) + 50, 0, 0, false, 2)))),
        Gen.String.Select(x => (Value)new Value.Cell(x, null, new Value.List([new Value.Text(x)]))));

    private static readonly Gen<string> Names = Gen.OneOf(Gen.String, Gen.Const("$secret"), Gen.Const("$$x"), Gen.Const("$"), Gen.Const("a"));

    private static readonly Gen<Value> Trees = Gen.Recursive<Value>((depth, self) => depth >= 3 ? Scalars : Gen.OneOf(
        Scalars,
        self.Array[0, 4].Select(x => (Value)new Value.List([.. x])),
        Gen.Select(Names, self, (name, value) => new Field(name, value)).Array[0, 3].Select(x => (Value)new Value.Row([.. x]))));

    [Fact]
    public static void A_value_survives() => Trees.Sample(value => Assert.Equal(value, Again(value)), iter: 20_000);

    [Fact]
    public static void Bytes_survive()
    {
        var bytes = (Value.Bytes)Again(new Value.Bytes([0, 255, 7]));
        Assert.Equal(new byte[] { 0, 255, 7 }, bytes.Content.AsSpan());
    }

    [Fact]
    public static void A_number_keeps_its_trailing_zeros() =>
        Assert.Equal("1.500", ((Value.Number)Again(new Value.Number(1.500m))).Amount.ToString());

    [Fact]
    public static void A_secret_leaves_its_name_only()
    {
        var secret = new Value.Secret("params.password", new Value.Text("hunter2"));
        var text = Written(new Value.List(
        [
            secret,
            new Value.Row([new("x", secret)]),
            new Value.Cell("hunter2", "text", secret),
            new Value.List([new Value.Row([new("y", new Value.Cell("hunter2", "text", secret))])]),
        ]));
        Assert.DoesNotContain("hunter2", text);
        Assert.Equal("""[{"$secret":"params.password"},{"x":{"$secret":"params.password"}},{"$secret":"params.password"},[{"y":{"$secret":"params.password"}}]]""", text);
    }

    [Fact]
    public static void A_text_that_holds_a_secret_leaves_what_may_be_shown_of_it()
    {
        var secret = new Value.Secret("steps.conf.stdout", new Value.Text("pw=hunter2")) { Masked = "pw=***" };

        Assert.Equal("""{"$secret":"steps.conf.stdout","masked":"pw=***"}""", Written(secret));
        Assert.Equal(secret with { Inner = new Value.Missing(ValueJson.SecretIsNotKept) }, Again(secret));
    }

    [Fact]
    public static void A_row_of_json_is_one_when_it_is_read_again()
    {
        var json = (Value.Row)JsonValues.Read("""{"a":{"b":null},"c":[{"d":1}]}""")!;
        var row = new Value.Row([new("n", new Value.Cell("1", "pg_catalog.int4", new Value.Integer(1))), new("none", Value.Null.Instance)]);

        Assert.True(Assert.IsType<Value.Row>(Again(json)) is { IsJson: true } top && top["a"] is Value.Row { IsJson: true } && top["c"] is Value.List { Items: [Value.Row { IsJson: true }] });
        Assert.False(Assert.IsType<Value.Row>(Again(row)).IsJson);
    }

    [Theory]
    [InlineData("""{"a":1.50}""")]
    [InlineData("""{"a":123456789012345678901234567890}""")]
    public static void So_is_one_whose_numbers_keep_their_digits(string text)
    {
        var json = new Value.List([JsonValues.Read(text)!]);
        var again = Assert.IsType<Value.List>(Again(json));

        Assert.Equal($"[{text}]", JsonText.Of(again));
        Assert.True(again.Items is [Value.Row { IsJson: true }]);
    }

    [Fact]
    public static void A_result_says_its_columns_once() => Assert.Equal(
        """{"rows":{"$table":[["id","pg_catalog.int4","integer"],["name","pg_catalog.text","text"]],"rows":[["1","Zoë"],["2",null]]},"count":2}""",
        Written(Samples.Rows));

    [Fact]
    public static void A_result_with_a_name_twice_survives()
    {
        var row = new Value.Row([new("a", new Value.Integer(1)), new("a", new Value.Integer(2))]);
        Assert.Equal(row, Again(row));
        Assert.Equal("""{"$row":[["a",1],["a",2]]}""", Written(row));
    }

    private static Value Again(Value value) => ValueJson.Read(CanonicalJson.Read(CanonicalJson.Write(ValueJson.Write(value)))!);

    private static string Written(Value value) => Encoding.UTF8.GetString(CanonicalJson.Write(ValueJson.Write(value)));
}
