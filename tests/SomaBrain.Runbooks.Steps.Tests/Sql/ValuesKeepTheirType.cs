using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A value of a row, bound back in a later step: same type, same text, not one digit less.</summary>
public sealed class ValuesKeepTheirType(ScratchFixture scratch)
{
    private const string Types = """
        CREATE SCHEMA "Odd ""schema"".x; --";
        CREATE TYPE "Odd ""schema"".x; --"."mo'od type" AS ENUM ('so', 'so "what"', 'a,b{}\');
        CREATE TYPE "Odd ""schema"".x; --"."Pair" AS (a int, b text, "c d" numeric);
        CREATE DOMAIN "Odd ""schema"".x; --".positive AS int CHECK (VALUE > 0);
        CREATE TYPE "Odd ""schema"".x; --"."my range" AS RANGE (subtype = float8);
        CREATE TYPE public.plain AS ENUM ('x', 'y');
        CREATE TYPE "Odd ""schema"".x; --".int4 AS (not_a_number text);
        CREATE TABLE "Odd ""schema"".x; --"."Ta ble" (id int);
        """;

    private const string Odd = "\"Odd \"\"schema\"\".x; --\"";

    private static readonly string[] Values =
    [
        "timestamptz '2026-11-22 16:40:12.123456+00'", "timestamptz 'infinity'", "timestamptz '-infinity'", "timestamptz '0044-03-15 12:00:00+00 BC'",
        "timestamptz '294276-12-31 23:59:59.999999+00'", "timestamp '2026-11-22 16:40:12.000001'", "timestamp '-infinity'", "date '0044-03-15 BC'", "date 'infinity'",
        "date '2026-02-28'", "time '23:59:59.999999'", "time '24:00'", "timetz '04:05:06.789-08:30'",
        "interval '-14 mons -3 days +04:05:06.000007'", "interval '1 year 2 mons'", "interval '-00:00:00.000001'", "interval '178000000 years'", "interval '3 days'",
        "repeat('1234567890', 10)::numeric", "('0.' || repeat('0', 99) || '1')::numeric", "'NaN'::numeric", "1.10::numeric", "-0.00::numeric", "1e131071::numeric", "(-12345678901234567890123456789.000)::numeric(40,3)",
        "(-32768)::int2", "32767::int2", "(-2147483648)::int4", "2147483647::int4", "(-9223372036854775808)::int8", "9223372036854775807::int8",
        "1.7976931348623157e308::float8", "5e-324::float8", "'NaN'::float8", "'-Infinity'::float8", "'-0'::float8", "0.1::float8 + 0.2::float8", "3.4028235e38::float4", "1e-45::float4", "0.1::float4",
        "true", "false",
        "'it''s \"q\" \\ back\\\\slash $1 $$ {{ params.x }} -- /* '''", "E'line\\nand\\r\\ttab\\x01\\x7f'", "'👩‍👩‍👧 e\u0301 \u202e עברית'", "''", "'NULL'", "'null'", "'  spaces  '", "repeat('x', 100000)",
        "'ab   '::bpchar", "'ab'::char(5)", "'abc'::varchar(2)", "'abc'::varchar", "'name with \"quotes\"'::name", "'x'::\"char\"", "''::\"char\"", "'\\351'::\"char\"",
        "'192.168.0.1/24'::inet", "'::ffff:1.2.3.4'::inet", "'10.0.0.0/8'::cidr", "'08:00:2b:01:02:03'::macaddr", "'08:00:2b:01:02:03:04:05'::macaddr8",
        "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
        "'{\"a\": 1.50, \"b\":  [\"x\\u00e9\"], \"a\": null}'::json", "'{\"b\": 12345678901234567890.10, \"a\": null}'::jsonb", "'null'::jsonb", "'\"text\"'::jsonb", "'1.10'::jsonb",
        "'\\x00ff27225c0a'::bytea", "''::bytea",
        "int4range(1, 10)", "'empty'::int4range", "tstzrange('2026-01-01+00', NULL, '(]')", "numrange(1.10, 2.20, '[]')", "'{[1,3),[7,9)}'::int4multirange", "'{}'::nummultirange",
        "'so'::" + Odd + ".\"mo'od type\"", "'so \"what\"'::" + Odd + ".\"mo'od type\"", "'a,b{}\\'::" + Odd + ".\"mo'od type\"", "'x'::plain",
        $"5::{Odd}.positive", $"ROW(1, 'b \"q\", (x)', 1.10)::{Odd}.\"Pair\"", $"ROW(NULL, '', NULL)::{Odd}.\"Pair\"", $"'[1.5,2.5)'::{Odd}.\"my range\"", $"ROW('t')::{Odd}.int4",
        "'{1,NULL,3}'::int4[]", "'{{1,2},{3,4}}'::int8[]", "'{}'::text[]", "ARRAY['a\"b', 'c,d', '{e}', '', NULL, 'NULL', E'new\\nline', 'back\\slash']", "'[0:1]={5,6}'::int2[]",
        "ARRAY['2026-11-22 16:40:12.123456+00'::timestamptz, 'infinity']", "ARRAY[1.10, 'NaN']::numeric[]", "ARRAY['so', 'a,b{}\\']::" + Odd + ".\"mo'od type\"[]", $"ARRAY[ROW(1, 'x,y', 2)::{Odd}.\"Pair\"]",
        $"ARRAY[5]::{Odd}.positive[]", "ARRAY['{\"a\": [1]}']::jsonb[]", "ARRAY['\\x00ff']::bytea[]", "ARRAY['1 mon']::interval[]", "ARRAY[true, NULL]", "ARRAY[int4range(1,3)]", "ARRAY['a'::\"char\"]", "ARRAY['((1,1),(0,0))'::box, '((3,3),(2,2))'::box]",
        "4294967295::oid", "'pg_class'::regclass", $"'{Odd}.\"Ta ble\"'::regclass", "'int4'::regtype", "'16/B374D848'::pg_lsn", "'18446744073709551615'::xid8", "'123'::xid", "'(0,1)'::tid",
        "B'101'::bit(3)", "B'1010'::varbit", "B''::varbit", "'-92233720368547758.08'::money", "'fat:A & (rat | cat:*)'::tsquery", "'''a b'':1A c:2'::tsvector",
        "'<a b=\"c\">d &amp; e</a>'::xml", "'(1.5,-2)'::point", "'[(0,0),(1,1)]'::lseg", "'<(0,0),1>'::circle", "'$.a[*] ? (@ > 1)'::jsonpath", "'public'::regnamespace",
        "NULL::timestamptz", "NULL::text", "NULL::int4[]", $"NULL::{Odd}.\"Pair\"", "NULL::plain",
    ];

    [Fact]
    public async Task Every_value_of_a_row_comes_back_with_its_type_and_every_digit()
    {
        Assert.True(Values.Length >= 60);
        await using var play = await PlayAsync(Values);

        await play.StepsAsync(
            "- id: a\n  sql: SELECT * FROM vals\n"
            + $"- id: server\n  sql: |\n{Lines(Values, i => $"c{i}::text AS c{i}, pg_typeof(c{i})::text AS t{i}")} FROM vals\n"
            + $"- id: b\n  sql: |\n{Lines(Values, i => $"{{{{ steps.a.row.c{i} }}}}::text AS c{i}, pg_typeof({{{{ steps.a.row.c{i} }}}})::text AS t{i}")}");

        List<string> wrong = [];
        for (var i = 0; i < Values.Length; i++)
        {
            var domain = Values[i].EndsWith(".positive", StringComparison.Ordinal) ? "integer" : null; // a domain is sent as its base type
            var (was, now) = ((play.Trace.Text("server", $"c{i}"), domain ?? play.Trace.Text("server", $"t{i}")), (play.Trace.Text("b", $"c{i}"), play.Trace.Text("b", $"t{i}")));
            if (was != now)
            {
                wrong.Add($"{Values[i]}: {now}, was {was}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_comparable_value_is_the_same_to_the_server()
    {
        string[] without = ["json", "xml", "point", "jsonpath", "box"]; // no `=`
        var comparable = Values.Where(value => !without.Any(type => value.EndsWith($"'::{type}", StringComparison.Ordinal) || value.Contains("::box", StringComparison.Ordinal))).ToArray();
        await using var play = await PlayAsync(comparable);

        await play.StepsAsync(
            "- id: a\n  sql: SELECT * FROM vals\n"
            + $"- id: b\n  sql: |\n{Lines(comparable, i => $"c{i} IS NOT DISTINCT FROM {{{{ steps.a.row.c{i} }}}} AS c{i}")} FROM vals");

        Assert.Empty(comparable.Where((_, i) => play.Trace.Text("b", $"c{i}") != "t"));
    }

    [Fact]
    public async Task A_value_that_is_written_and_read_again_is_the_same()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        await play.StepsAsync(
            """
            - sql: CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood, n numeric, at timestamptz, r mood[])
            - id: a
              sql: INSERT INTO t VALUES ('b', 1.100, '2026-11-22 16:40:12.000001+00', '{a,b}') RETURNING *
            - sql: INSERT INTO t VALUES ({{ steps.a.row.m }}, {{ steps.a.row.n }}, {{ steps.a.row.at }}, {{ steps.a.row.r }})
            - id: b
              sql: SELECT count(*) AS n, count(DISTINCT t::text) AS d, pg_typeof({{ steps.a.row.m }})::text AS type FROM t
            """);

        Assert.Equal(("2", "1", "mood"), (play.Trace.Text("b", "n"), play.Trace.Text("b", "d"), play.Trace.Text("b", "type")));
    }

    [Fact]
    public async Task A_role_that_wants_few_digits_or_another_style_changes_nothing()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            """
            CREATE ROLE styled SUPERUSER LOGIN;
            ALTER ROLE styled SET extra_float_digits = -15; ALTER ROLE styled SET DateStyle = 'German'; ALTER ROLE styled SET IntervalStyle = 'iso_8601';
            ALTER ROLE styled SET bytea_output = 'escape'; ALTER ROLE styled SET TimeZone = 'Asia/Kolkata'; ALTER ROLE styled SET standard_conforming_strings = off;
            """,
            database,
            "postgres",
            CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database, "styled");

        await play.StepsAsync(
            """
            - id: a
              sql: SELECT 0.1::float8 + 0.2::float8 AS f, timestamptz '2026-11-22 16:40:12+00' AS t, interval '1 mon 1 day' AS i, '\x00ff'::bytea AS b, 'a\b' AS s
            """);

        Assert.Equal(
            ("0.30000000000000004", "2026-11-22 16:40:12+00", "1 mon 1 day", @"\x00ff", @"a\b"),
            (play.Trace.Text("a", "f"), play.Trace.Text("a", "t"), play.Trace.Text("a", "i"), play.Trace.Text("a", "b"), play.Trace.Text("a", "s")));
    }

    [Fact]
    public async Task A_list_made_of_rows_keeps_the_type_of_its_elements()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        await play.StepsAsync(
            """
            - id: a
              sql: SELECT t AS at, i::numeric / 3 AS n, 'x,"' || i || '\' AS s FROM generate_series(1, 3) i, LATERAL (SELECT timestamptz '2026-01-01 00:00:00.000001+00' + i * interval '1 day') AS x (t)
            - id: b
              sql: SELECT pg_typeof({{ map(steps.a.rows, 'at') }})::text AS at, {{ map(steps.a.rows, 'n') }}::text AS n, {{ map(steps.a.rows, 's') }}::text AS s
            """);

        Assert.Equal("timestamp with time zone[]", play.Trace.Text("b", "at"));
        Assert.Equal("{0.33333333333333333333,0.66666666666666666667,1.00000000000000000000}", play.Trace.Text("b", "n"));
        Assert.Equal("""{"x,\"1\\","x,\"2\\","x,\"3\\"}""", play.Trace.Text("b", "s"));
    }

    [Theory]
    [InlineData("SELECT ROW(1, 2) AS r")]
    [InlineData("SELECT ARRAY[ROW(1, 2)] AS r")]
    public async Task An_anonymous_record_is_an_error_that_says_so(string sql)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        await play.StepsAsync($"- id: a\n  sql: {sql}\n- id: b\n  sql: SELECT {{{{ steps.a.row.r }}}} AS r");

        var failed = Assert.IsType<Outcome.Failed>(play.Trace["b"]);
        Assert.Equal("RB314", failed.Why.Code);
        Assert.Contains("anonymous record", failed.Why.Message, StringComparison.Ordinal);
        Assert.Equal(7, failed.Why.Span!.Start.Line);
    }

    [Fact]
    public async Task A_read_step_runs_once_whatever_types_it_meets()
    {
        var database = await scratch.NewDatabaseAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);

        await play.StepsAsync(
            """
            - sql: CREATE TYPE mood AS ENUM ('a')
            - id: once
              sql: SELECT 'a'::mood AS m, clock_timestamp() AS at FROM pg_sleep(0)
            - id: calls
              sql: SELECT NULL::mood AS m, 'x' AS s
            - id: back
              sql: SELECT pg_typeof({{ steps.calls.row.m }})::text AS type, {{ steps.calls.row.m }} IS NULL AS is_null
            """);

        Assert.Equal(("mood", "t"), (play.Trace.Text("back", "type"), play.Trace.Text("back", "is_null")));
        Assert.Equal("a", Assert.IsType<Value.Cell>(play.Trace.Row("once")["m"]).Content);
    }

    private async Task<SqlPlay> PlayAsync(string[] values)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(Types, database, "postgres", CancellationToken.None);
        await scratch.Cluster.Primary.ExecuteAsync(
            $"CREATE VIEW vals AS SELECT {string.Join(", ", values.Select((value, i) => $"{value} AS c{i}"))}", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }

    private static string Lines(string[] values, Func<int, string> column) =>
        $"    SELECT\n{string.Join(",\n", values.Select((_, i) => $"    {column(i)}"))}";
}
