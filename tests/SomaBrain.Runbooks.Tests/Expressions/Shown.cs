using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>Results as the case files write them.</summary>
internal static class Shown
{
    /// <summary>`an integer 3`, or code and column of what is wrong.</summary>
    public static string Evaluate(string text)
    {
        var bag = new DiagnosticBag();
        var parsed = Expression.Parse(MappedText.Of(new Source("case", text)), bag);
        Assert.Equal(parsed is null, bag.HasErrors);
        return parsed is null ? Problem(bag.First()) : Result(parsed.Evaluate(TestScope.Instance));
    }

    public static string Result(Evaluated result) => result.Ok ? One(result.Value) : Problem(result.Problem);

    public static string Problem(Diagnostic problem) =>
        $"{problem.Code} {problem.Span!.Start.Column}-{problem.Span.End.Column} {problem.Message}{(problem.Hint is null ? "" : $" | {problem.Hint}")}";

    private static string One(Value value) => value switch
    {
        Value.Secret secret => $"secret({secret.Name}) {One(secret.Inner)}",
        Value.Unknown unknown => $"unknown({unknown.Until})",
        Value.Cell cell => $"cell {cell.Content} = {One(cell.Scalar)}",
        Value.Null => "null",
        _ => $"{ValueText.Kind(value).Split(' ')[^1]} {ValueText.Of(value)}".Replace('\n', '⏎').TrimEnd(),
    };
}
