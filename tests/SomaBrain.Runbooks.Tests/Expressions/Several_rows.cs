using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Expressions;

public sealed class Several_rows
{
    [Theory]
    [InlineData("result.value == 1")]
    [InlineData("result.row.x")]
    [InlineData("result.value ?? 0")]
    public void Who_asks_for_the_only_row_of_several_hears_how_many_there_are_and_what_to_do(string text)
    {
        var result = Expression.Parse(MappedText.Of(new Source("case", text)), [])!.Evaluate(new Result(2, isSecret: false));

        Assert.Equal("RB231", result.Problem!.Code);
        Assert.EndsWith(": 2 rows came back", result.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("`rows: 1`", result.Problem.Hint, StringComparison.Ordinal);
        Assert.Contains("`result.rows[0]`", result.Problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_a_secret_has_is_not_told() =>
        Assert.DoesNotContain("rows", Problem("result.value", new(2, isSecret: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_member_is_unknown_as_ever() =>
        Assert.Equal("`result` has no `valeu`", Problem("result.valeu", new(2, isSecret: false)).Message);

    private static Diagnostic Problem(string text, Result scope) => Expression.Parse(MappedText.Of(new Source("case", text)), [])!.Evaluate(scope).Problem!;

    private sealed class Result(int rows, bool isSecret) : IScope
    {
        public IEnumerable<string> Names => ["result"];

        public bool IsRoot(string name) => false;

        public Value? Name(string name)
        {
            var result = new Value.Row([new("rows", new Value.List([.. Enumerable.Range(1, rows).Select(i => new Value.Row([new("x", new Value.Integer(i))]))])), new("count", new Value.Integer(rows)), new("affected", new Value.Integer(0))]);
            return isSecret ? new Value.Secret("s", result) : result;
        }

        public Value? Member(string root, string name) => null;

        public IEnumerable<string> Members(string root) => [];
    }
}
