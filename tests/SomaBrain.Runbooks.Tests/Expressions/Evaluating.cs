namespace SomaBrain.Runbooks.Tests.Expressions;

public sealed class Evaluating
{
    public static TheoryData<string, string> Cases { get; } = CaseFile.Pairs("expressions.txt");

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_has_this_value_or_this_problem(string expression, string expected) =>
        Assert.Equal(expected, Shown.Evaluate(expression));
}
