namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>All the functions there are.</summary>
internal static class FunctionList
{
    private static readonly Function[] All =
    [
        new("abs", "abs(number or duration)", 1, 1, false, Numbers.Abs),
        new("all", "all(list of booleans) or all(list, 'path')", 1, 2, false, Aggregates.All),
        new("any", "any(list of booleans) or any(list, 'path')", 1, 2, false, Aggregates.Any),
        new("integer", "integer(whole number, text or size)", 1, 1, false, Numbers.Integer),
        new("join", "join(list, separator)", 1, 2, true, Texts.Join),
        new("json", "json(value)", 1, 1, true, Texts.Json),
        new("lines", "lines(text)", 1, 1, false, Texts.Lines),
        new("map", "map(list, 'path')", 2, 2, false, Aggregates.Map),
        new("max", "max(list), max(list, 'path') or max(a, b, …)", 1, 100, false, Aggregates.Max),
        new("min", "min(list), min(list, 'path') or min(a, b, …)", 1, 100, false, Aggregates.Min),
        new("number", "number(number, text, size or duration)", 1, 1, false, Numbers.Number),
        new("round", "round(number) or round(number, digits)", 1, 2, false, Numbers.Round),
        new("size", "size(list, row, text or bytes)", 1, 1, false, Aggregates.Size),
        new("stamp", "stamp(timestamp)", 1, 1, false, Texts.Stamp),
        new("sum", "sum(list) or sum(list, 'path')", 1, 2, false, Aggregates.Sum),
        new("text", "text(value)", 1, 1, true, Texts.Text),
        new("timestamp", "timestamp(text)", 1, 1, false, Texts.Timestamp),
    ];

    private static readonly Dictionary<string, Function> ByName = All.ToDictionary(function => function.Name);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);
}
