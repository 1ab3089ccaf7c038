using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>A check that knows the types of names finds what every value of such a type would meet, and nothing that some value would not.</summary>
public sealed class Types_before_the_run
{
    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "??"];

    private static readonly string[] Functions = ["abs", "all", "any", "integer", "join", "json", "lines", "max", "number", "round", "size", "stamp", "sum", "text", "timestamp"];

    [Theory]
    [InlineData("params.days > 'x'", "RB236")]
    [InlineData("params.ratio && true", "RB235")]
    [InlineData("params.list + 1", "RB237")]
    [InlineData("params.names == params.list", "")]
    [InlineData("params.names == params.days", "RB236")]
    [InlineData("params.none == 'x'", "")]
    [InlineData("params.none < 'x'", "RB236")]
    [InlineData("params.wait * params.wait", "RB236")]
    [InlineData("params.mem % params.mem", "RB236")]
    [InlineData("params.mem / 0", "RB241")]
    [InlineData("1 / (params.days - 1)", "")]
    [InlineData("params.days + 9223372036854775807", "")]
    [InlineData("params.days.x", "RB233")]
    [InlineData("item.nam", "RB231")]
    [InlineData("item[params.name]", "")]
    [InlineData("item[params.days]", "RB244")]
    [InlineData("params.list[params.days] + 'x'", "RB236")]
    [InlineData("params.flag[0]", "RB244")]
    [InlineData("map(steps.waits.each, 'batch.affected')[0] > 'x'", "RB236")]
    [InlineData("map(steps.waits.each, 'batch.afected')", "RB231")]
    [InlineData("map(steps.waits.each, params.name)", "")]
    [InlineData("sum(steps.waits.each, 'took') > 'x'", "")]
    [InlineData("any(steps.waits.each, 'took')", "RB245")]
    [InlineData("max(params.days, params.ratio) % 'x'", "RB237")]
    [InlineData("max(params.days, params.name)", "RB238")]
    [InlineData("text(params.days) + 1", "RB236")]
    [InlineData("timestamp(params.name) > 'x'", "RB236")]
    [InlineData("timestamp(params.days)", "RB244")]
    [InlineData("(vars.unk > 3) + 1", "RB237")]
    [InlineData("vars.unk + 'x' + 1", "")]
    [InlineData("(vars.unk ?? params.days) + 'x'", "")]
    [InlineData("(vars.unk == 1 ? params.days : 5) + 'x'", "RB236")]
    [InlineData("(vars.unk == 1 ? params.days : 'a') + 'x'", "")]
    [InlineData("size([params.days]) + 'x'", "RB236")]
    public void What_is_wrong_with_every_value_is_found(string expression, string expected) =>
        Assert.Equal(expected, string.Join(' ', Found(expression, TypedNames.Instance).Select(problem => problem.Code)));

    [Theory]
    [MemberData(nameof(Evaluating.Cases), MemberType = typeof(Evaluating))]
    public void What_has_a_value_is_no_mistake(string expression, string expected)
    {
        if (!expected.StartsWith("RB", StringComparison.Ordinal) && Found(expression, TestScope.Instance).Count == 0 && !IsDecidedEarly(expression))
        {
            Assert.Empty(Found(expression, TypedNames.Instance).Select(problem => problem.ToString()));
        }
    }

    [Fact]
    public void Nothing_that_has_a_value_is_a_mistake_whatever_it_is_put_together_from()
    {
        var random = new Random(20261128);
        List<string> good = ["1", "0.5", "'a'", "'1'", "true", "null", "5m", "16MiB", "steps.old.row.ok", "steps.old.value", "steps.old.rows", "item", "item.bytes", "index", "run.started_at", "targets.db.up"];
        good.AddRange(TestScope.Instance.Members("params").Except(["hidden"]).Select(name => $"params.{name}"));
        var kept = good.Count + 2_000;
        for (var tries = 0; tries < 200_000 && good.Count < kept; tries++)
        {
            var (a, b) = (good[random.Next(good.Count)], good[random.Next(good.Count)]);
            var sign = Operators[random.Next(Operators.Length)];
            var expression = random.Next(8) switch
            {
                < 4 => $"({a}) {sign} ({b})",
                4 => $"{Functions[random.Next(Functions.Length)]}({a})",
                5 => $"({a})[{b}]",
                6 => $"{(random.Next(2) == 0 ? "" : "!")}params.flag ? ({a}) : ({b})",
                _ => random.Next(2) == 0 ? $"[{a}, {b}]" : $"max({a}, {b})",
            };
            if (expression.Length < 200 && Parse(expression) is { } parsed && parsed.Evaluate(TestScope.Instance).Ok && !good.Contains(expression)
                && (sign is not ("&&" or "||") || Parse($"({b}) {sign} ({a})")!.Evaluate(TestScope.Instance).Ok)) // it looked at both
            {
                Assert.Equal((expression, ""), (expression, string.Join(' ', Found(expression, TypedNames.Instance).Except(Found(expression, TestScope.Instance)))));
                good.Add(expression);
            }
        }

        Assert.Equal(kept, good.Count);
    }

    /// <summary>A side that the run does not come to may be wrong.</summary>
    private static bool IsDecidedEarly(string expression) => expression.Contains("&&") || expression.Contains("||") || expression.Contains('?');

    private static DiagnosticBag Found(string expression, IStaticNames names)
    {
        var bag = new DiagnosticBag();
        if (Parse(expression) is { } parsed)
        {
            ExpressionCheck.Check(parsed, names, bag);
        }

        return bag;
    }

    private static Expression? Parse(string text) => Expression.Parse(MappedText.Of(new Source("case", text)), []);
}
