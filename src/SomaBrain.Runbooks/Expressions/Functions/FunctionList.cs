using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>All the functions there are.</summary>
internal static class FunctionList
{
    private static readonly Function[] All =
    [
        new("abs", "abs(number or duration)", 1, 1, false, Numbers.Abs),
        new("all", "all(list of booleans) or all(list, 'path')", 1, 2, false, Aggregates.All, Typed.Boolean),
        new("any", "any(list of booleans) or any(list, 'path')", 1, 2, false, Aggregates.Any, Typed.Boolean),
        new("integer", "integer(whole number, text or size)", 1, 1, false, Numbers.Integer, Typed.Integer),
        new("join", "join(list, separator)", 1, 2, true, Texts.Join, Typed.Text),
        new("json", "json(value)", 1, 1, true, Texts.Json, Typed.Text),
        new("lines", "lines(text)", 1, 1, false, Texts.Lines, Typed.Texts),
        new("map", "map(list, 'path')", 2, 2, false, Aggregates.Map),
        new("max", "max(list), max(list, 'path') or max(a, b, …)", 1, 100, false, Aggregates.Max, Typed.Any),
        new("min", "min(list), min(list, 'path') or min(a, b, …)", 1, 100, false, Aggregates.Min, Typed.Any),
        new("number", "number(number, text, size or duration)", 1, 1, false, Numbers.Number, Typed.Number),
        new("round", "round(number) or round(number, digits)", 1, 2, false, Numbers.Round),
        new("size", "size(list, row, text or bytes)", 1, 1, false, Aggregates.Size, Typed.Integer),
        new("stamp", "stamp(timestamp)", 1, 1, false, Texts.Stamp, Typed.Text),
        new("sum", "sum(list) or sum(list, 'path')", 1, 2, false, Aggregates.Sum, Typed.Any),
        new("text", "text(value)", 1, 1, true, Texts.Text, Typed.Text),
        new("timestamp", "timestamp(text)", 1, 1, false, Texts.Timestamp, Typed.Timestamp),
    ];

    private static readonly Dictionary<string, Function> ByName = All.ToDictionary(function => function.Name);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);
}
