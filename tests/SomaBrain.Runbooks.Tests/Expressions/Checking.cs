using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>What can be seen without running.</summary>
public sealed class Checking
{
    [Theory]
    [InlineData("1 / 0 == 1", "RB241@1")]
    [InlineData("'a' < 1", "RB236@1")]
    [InlineData("null > 3", "RB239@1")]
    [InlineData("params.days > null", "RB239@15")]
    [InlineData("params.days / 0", "RB241@1")]
    [InlineData("!'x'", "RB235@2")]
    [InlineData("false && 1 / 0 == 1", "RB241@10")]
    [InlineData("params.flag ? 1 / 0 : 'a' - 1", "RB237@23 RB241@15")]
    [InlineData("params.days ?? 1 / 0", "RB241@16")]
    [InlineData("steps.old.row.rows == 0", "")]
    [InlineData("params.dayz == 0", "RB231@8")]
    [InlineData("parms.days == 0 || steps.olde.row", "RB230@1 RB231@26")]
    [InlineData("targets.db.prot == 1", "RB231@12")]
    [InlineData("targets.db.port.x.y.z == 1", "")]
    [InlineData("steps.old.anything[0].at.all", "")]
    [InlineData("steps.waits.each[item.n + parms.x].y", "RB230@27")]
    [InlineData("params", "RB232@1")]
    [InlineData("sum(params)", "RB232@5")]
    [InlineData("date.now", "RB230@1")]
    [InlineData("integer('x')", "RB246@1")]
    [InlineData("[1, 2] == 3", "RB236@1")]
    [InlineData("([1])[3]", "RB243@7")]
    public void Names_and_constant_mistakes_are_found(string expression, string expected)
    {
        var bag = new DiagnosticBag();
        ExpressionCheck.Check(Parse(expression), TestScope.Instance, bag);
        Assert.Equal(expected, string.Join(' ', bag.OrderBy(problem => problem.Code).Select(problem => $"{problem.Code}@{problem.Span!.Start.Column}")));
    }

    [Theory]
    [InlineData("5", "RB235")]
    [InlineData("'true'", "RB235")]
    [InlineData("null", "RB235")]
    [InlineData("params.days + 1", "")]
    [InlineData("true", "")]
    public void A_condition_must_be_a_boolean(string expression, string expected)
    {
        var bag = new DiagnosticBag();
        ExpressionCheck.CheckCondition(Parse(expression), TestScope.Instance, bag);
        Assert.Equal(expected, bag.FirstOrDefault()?.Code ?? "");
    }

    [Theory]
    [InlineData("params.password == 'geheim'", "boolean true")]
    [InlineData("steps.old.row.ok", "boolean true")]
    [InlineData("vars.unk", "unknown(vars.unk)")]
    [InlineData("params.hidden", "unknown(the run)")]
    [InlineData("params.days", "RB235 1-12 `params.days` is an integer, not a boolean | compare it: nothing but `true` and `false` decides")]
    public void A_condition_lets_out_one_bit_of_a_secret(string expression, string expected) =>
        Assert.Equal(expected, Shown.Result(Parse(expression).EvaluateCondition(TestScope.Instance)));

    private static Expression Parse(string text) => Expression.Parse(MappedText.Of(new Source("case", text)), [])!;
}
