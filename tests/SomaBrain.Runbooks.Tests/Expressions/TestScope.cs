using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>The run that all expressions of the tests are about.</summary>
internal sealed class TestScope : IScope, IStaticNames
{
    public static readonly TestScope Instance = new();

    private static readonly Value Skipped = new Value.Missing("step skipped was skipped");

    private static readonly Dictionary<string, Value> Params = new()
    {
        ["days"] = new Value.Integer(30),
        ["ratio"] = new Value.Number(0.25m),
        ["name"] = new Value.Text("abc"),
        ["flag"] = new Value.Boolean(true),
        ["none"] = Value.Null.Instance,
        ["mem"] = new Value.Size(64L << 20),
        ["wait"] = new Value.Duration(TimeSpan.FromMinutes(5)),
        ["at"] = new Value.Timestamp(new(2026, 11, 22, 16, 40, 12, TimeSpan.Zero)),
        ["list"] = List(new Value.Integer(1), new Value.Integer(2), new Value.Integer(3)),
        ["names"] = List(new Value.Text("a"), new Value.Text("b")),
        ["bytes"] = new Value.Bytes([0, 255]),
        ["password"] = new Value.Secret("params.password", new Value.Text("geheim")),
        ["token"] = new Value.Secret("params.token", new Value.Text("x")),
        ["nosecret"] = new Value.Secret("params.nosecret", Value.Null.Instance),
        ["hidden"] = new Value.Secret("params.hidden", new Value.Unknown("the run")),
        ["evil"] = new Value.Text("{{ params.password }}'; DROP TABLE x --"),
        ["nul"] = new Value.Text("a\0b"),
    };

    private static readonly Dictionary<string, Value> Steps = new()
    {
        ["old"] = Row(
            ("status", new Value.Text("done")),
            ("count", new Value.Integer(2)),
            ("value", Cell("7", 20)),
            ("row", Row(
                ("rows", Cell("7", 20)),
                ("oldest", Cell("2024-01-31 05:06:07.123456+00", 1184)),
                ("ratio", Cell("91.50", 1700)),
                ("many", Cell("1234567890123456789012345678901234567890.5", 1700)),
                ("nan", Cell("NaN", 701)),
                ("ok", Cell("t", 16)),
                ("name", Cell("worker", 25)),
                ("age", Cell("1 day 02:00:00", 1186)),
                ("months", Cell("1 mon", 1186)),
                ("doc", Cell("""{"a": {"b": [1, 2.50]}, "size": 4}""", 3802)),
                ("ids", Cell("{3,1,2}", 1007)),
                ("nothing", Value.Null.Instance),
                ("?column?", Cell("1", 23)))),
            ("rows", List(
                Row(("n", Cell("1", 23)), ("bytes", Cell("1048576", 20)), ("ok", Cell("t", 16))),
                Row(("n", Cell("4", 23)), ("bytes", Cell("33554432", 20)), ("ok", Cell("f", 16)))))),
        ["skipped"] = Row(("status", new Value.Text("skipped")), ("row", Skipped), ("value", Skipped)),
        ["waits"] = Row(("each", List(
            Row(("waiting", new Value.Integer(2)), ("took", new Value.Duration(TimeSpan.FromSeconds(1))), ("batch", Row(("affected", new Value.Integer(10))))),
            Row(("waiting", new Value.Integer(3)), ("took", new Value.Duration(TimeSpan.FromSeconds(2))), ("batch", Row(("affected", new Value.Integer(20)))))))),
        ["later"] = new Value.Unknown("step later"),
    };

    private static readonly Dictionary<string, Dictionary<string, Value>> All = new()
    {
        ["params"] = Params,
        ["steps"] = Steps,
        ["vars"] = new() { ["unk"] = new Value.Unknown("vars.unk") },
        ["targets"] = new() { ["db"] = Row(("name", new Value.Text("db")), ("port", new Value.Integer(5432)), ("up", new Value.Boolean(true))) },
        ["run"] = new() { ["id"] = new Value.Text("r1"), ["started_at"] = Params["at"] },
    };

    private static readonly Dictionary<string, Value> Singles = new()
    {
        ["item"] = Row(("name", new Value.Text("soma")), ("bytes", new Value.Integer(20L << 20))),
        ["index"] = new Value.Integer(4),
    };

    public IEnumerable<string> Names => [.. All.Keys, .. Singles.Keys];

    public bool IsRoot(string name) => All.ContainsKey(name);

    public Value? Name(string name) => Singles.GetValueOrDefault(name);

    public Value? Member(string root, string name) => All[root].GetValueOrDefault(name);

    public IEnumerable<string> Members(string root) => All[root].Keys;

    IEnumerable<string>? IStaticNames.Members(ReadOnlySpan<string> path) => path is [var root] && All.TryGetValue(root, out var members) ? members.Keys
        : path is ["targets", "db"] ? ["name", "host", "port", "up"]
        : null;

    private static Value.List List(params Value[] items) => new([.. items]);

    private static Value.Row Row(params (string Name, Value Value)[] fields) => new([.. fields.Select(f => new Field(f.Name, f.Value))]);

    private static Value.Cell Cell(string content, uint oid) => new(content, CellReader.SqlType(oid), CellReader.Scalar(content, oid));
}
