using System.Globalization;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What a parameter of the playbook is to the server.</summary>
public sealed class ParametersAreTypedAsLiterals(ScratchFixture scratch)
{
    public static TheoryData<string, string, string, string> Typed => new()
    {
        { "integer", "1", "integer", "1" },
        { "integer", "-2147483648", "integer", "-2147483648" },
        { "integer", "2147483647", "integer", "2147483647" },
        { "integer", "2147483648", "bigint", "2147483648" },
        { "integer", "-2147483649", "bigint", "-2147483649" },
        { "integer", "9223372036854775807", "bigint", "9223372036854775807" },
        { "integer", "-9223372036854775808", "bigint", "-9223372036854775808" },
        { "number", "1.10", "numeric", "1.10" },
        { "number", "-0.0000001", "numeric", "-0.0000001" },
        { "boolean", "true", "boolean", "true" },
        { "duration", "1500ms", "interval", "00:00:01.5" },
        { "duration", "7d", "interval", "168:00:00" },
        { "duration", "2h", "interval", "02:00:00" },
        { "size", "64MiB", "bigint", "67108864" },
        { "size", "8TiB", "bigint", "8796093022208" },
        { "timestamp", "\"2026-11-22T16:40:12.123456+05:30\"", "timestamp with time zone", "2026-11-22 11:10:12.123456+00" },
        { "timestamp", "\"0001-01-01T00:00:00Z\"", "timestamp with time zone", "0001-01-01 00:00:00+00" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task A_parameter_has_the_type_of_what_it_is(string type, string value, string sqlType, string text)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        await play.SqlAsync("SELECT pg_typeof({{ params.x }})::text AS type, {{ params.x }}::text AS value", top: $"params:\n  x: {{ type: {type}, default: {value} }}");

        Assert.Equal((sqlType, text), (play.Trace.Text("it", "type"), play.Trace.Text("it", "value")));
    }

    /// <summary>As psql takes a quoted literal: whatever the place asks for.</summary>
    public static TheoryData<string, string, string> Untyped => new()
    {
        { "DATE '2026-01-02' = {{ params.x }}", "2026-01-02", "true" },
        { "'2026-01-02'::timestamptz < {{ params.x }}", "2027-01-01", "true" },
        { "12 = {{ params.x }}", "12", "true" },
        { "1.5::numeric + {{ params.x }}", "1.25", "2.75" },
        { "{{ params.x }} || 'b'", "a", "ab" },
        { "'{\"a\": 1}'::jsonb @> {{ params.x }}", "{\"a\": 1}", "true" },
        { "'a'::\"char\" = {{ params.x }}", "a", "true" },
        { "inet '10.0.0.1' << {{ params.x }}", "10.0.0.0/8", "true" },
        { "{{ params.x }}::regclass::text", "pg_class", "pg_class" },
        { "{{ params.x }} IS NULL", "a", "false" },
        { "{{ params.x }} IS NOT NULL AND {{ params.x }} = 'a'", "a", "true" },
        { "jsonb_build_object('k', {{ params.x }}, 'l', {{ params.x }})", "a'b", "{\"k\": \"a'b\", \"l\": \"a'b\"}" },
        { "format('%s-%I-%L', {{ params.x }}, {{ params.x }}, {{ params.x }})", "a b", "a b-\"a b\"-'a b'" },
        { "concat({{ params.x }}, 1)", "a", "a1" },
        { "pg_typeof({{ params.x }})", "a", "text" },
        { "num_nulls({{ params.x }}, NULL)", "a", "1" },
        { "coalesce({{ params.x }}, 'b')", "a", "a" },
        { "(SELECT count(*) FROM generate_series(1, 3) i WHERE i = ANY ({{ params.x }}))", "{1,3}", "2" },
    };

    [Theory]
    [MemberData(nameof(Untyped))]
    public async Task Text_is_what_a_literal_is_to_psql(string expression, string value, string expected)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.Text(value) } };

        await play.SqlAsync($"SELECT ({expression})::text AS value", top: "params:\n  x: { type: string, help: x }");

        Assert.Equal(expected, play.Trace.Text("it", "value"));
    }

    [Fact]
    public async Task Text_without_a_place_that_tells_its_type_is_text_in_a_write_as_well()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync()) { Parameters = { ["x"] = new Value.Text("it's") } };

        await play.StepsAsync(
            """
            - sql: CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, j jsonb, d date)
            - id: write
              affected: 1
              sql: |
                INSERT INTO t (j) VALUES ('1');
                INSERT INTO t (j, d) VALUES (jsonb_build_object('a', {{ params.x }}, 'b', {{ params.x }}), {{ params.y }})
            - id: it
              sql: SELECT count(*) AS n, max(j::text) FILTER (WHERE d = '2026-01-02') AS j FROM t
            """,
            "params:\n  x: { type: string, help: x }\n  y: { type: string, default: \"2026-01-02\" }");

        Assert.Equal(("2", "{\"a\": \"it's\", \"b\": \"it's\"}"), (play.Trace.Text("it", "n"), play.Trace.Text("it", "j")));
        Assert.Equal("ok", play.Trace["write"] is Outcome.Succeeded ? "ok" : "not");
    }

    [Fact]
    public async Task A_null_is_null_everywhere()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        await play.SqlAsync(
            "SELECT {{ params.x }} IS NULL AS a, coalesce({{ params.x }}, 5) AS b, {{ params.x }}::timestamptz IS NULL AS c, (1 = {{ params.x }}) IS NULL AS d, jsonb_build_array({{ params.x }}) AS e",
            top: "params:\n  x: { type: string, optional: true, help: x }");

        Assert.Equal(("t", "5", "t", "t", "[null]"), (play.Trace.Text("it", "a"), play.Trace.Text("it", "b"), play.Trace.Text("it", "c"), play.Trace.Text("it", "d"), play.Trace.Text("it", "e")));
    }

    [Fact]
    public async Task A_list_of_text_finds_each_of_its_elements()
    {
        string[] hostile = ["a", "it's", "\"q\"", "a,b", "{c}", "\\", "\\\\", "", " ", "NULL", "null", "é👩", "line\nline", "$1", "'; DROP TABLE t; --", "}", "\\\"", "{{ x }}"];
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.List([.. hostile.Select(text => new Value.Text(text))]) } };

        for (var i = 0; i < hostile.Length; i++)
        {
            play.Parameters["one"] = new Value.Text(hostile[i]);
            play.Parameters["at"] = new Value.Integer(i + 1);
            await play.SqlAsync(
                "SELECT {{ params.one }} = ANY ({{ params.x }}) AS found, cardinality({{ params.x }}::text[]) AS n, ({{ params.x }}::text[])[{{ params.at }}] = {{ params.one }} AS same",
                top: "params:\n  x: { type: list, of: string, help: x }\n  one: { type: string, help: x }\n  at: { type: integer, help: x }");
            Assert.Equal(("t", hostile.Length.ToString(CultureInfo.InvariantCulture), "t"), (play.Trace.Text("it", "found"), play.Trace.Text("it", "n"), play.Trace.Text("it", "same")));
        }
    }

    [Fact]
    public async Task Lists_take_the_widest_of_their_types()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres")
        {
            Parameters = { ["x"] = new Value.List([new Value.Integer(1), new Value.Integer(3_000_000_000)]), ["y"] = new Value.List([]), ["z"] = new Value.List([new Value.Integer(1), Value.Null.Instance]) },
        };

        await play.SqlAsync(
            "SELECT pg_typeof({{ params.x }})::text AS a, 3000000000 = ANY ({{ params.x }}) AS b, 1 = ANY ({{ params.y }}) AS c, 'x' = ANY ({{ params.y }}) AS d, {{ params.z }}::text AS e",
            top: "params:\n  x: { type: list, of: integer, help: x }\n  y: { type: list, of: string, help: x }\n  z: { type: list, of: integer, help: x }");

        Assert.Equal(("bigint[]", "t", "f", "f", "{1,NULL}"), (play.Trace.Text("it", "a"), play.Trace.Text("it", "b"), play.Trace.Text("it", "c"), play.Trace.Text("it", "d"), play.Trace.Text("it", "e")));
    }

    [Fact]
    public async Task A_list_of_lists_and_a_row_are_refused_at_their_hole()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres")
        {
            Parameters = { ["x"] = new Value.List([new Value.List([new Value.Integer(1)])]) },
        };

        Assert.Equal("RB314", Assert.IsType<Outcome.Failed>(await play.SqlAsync("SELECT {{ params.x }}", top: "params:\n  x: { type: list, of: string, help: x }")).Why.Code);
        await play.StepsAsync("- id: a\n  sql: SELECT 1 AS x\n- id: it\n  sql: SELECT {{ steps.a.row }}");
        Assert.Equal("RB314", Assert.IsType<Outcome.Failed>(play.Trace["it"]).Why.Code);
    }
}
