using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>Short ones are read without Scriban. In five parentheses none is short, and stands at the same place as between blanks.</summary>
public sealed class Short_expressions
{
    private static readonly Gen<string> Operand = Gen.OneOf(
        AnyOf("params.days", "params.none", "params.password", "steps.old.row.rows", "steps.skipped.value", "steps.later.x", "item", "index", "item.name", "nobody", "params.nothing", "run"),
        AnyOf("1", "-1", "0", "1.5", "9223372036854775808", "'a'", "\"b.c\"", "true", "false", "null", "16MiB", "5m", "[]", "!item", "''"),
        AnyOf("this", "empty", "for", "if", "let", "offset", "limit", "x_1", "_a", "_", "size", "params.if", "params.true", "item .name", "item. name", "'a'.b", "item[0]", "size(item)", "1.x"),
        Gen.Select(AnyOf("params", "steps", "targets", "vars", "run", "a", "_"), AnyOf("days", "end", "this", "null", "_", "A1").Array[0, 20]).Select((root, members) => string.Join('.', [root, .. members])));

    private static readonly Gen<string> Operator = AnyOf(
        "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "+", "-", "*", "/", "%", "|", "=", "=<", "<>", "&", "?", ".", "!", "");

    private static readonly Gen<string> Blanks = AnyOf("", " ", " ", "\n", "\t", "  ");

    public static TheoryData<string, string> Cases { get; } = CaseFile.Pairs("expressions.txt");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_the_table_are_read_as_the_parser_reads_them(string expression, string expected)
    {
        Compare(expression);
        Assert.NotEmpty(expected);
    }

    [Fact]
    public void Of_any_parts_are_read_as_the_parser_reads_them() =>
        Gen.Select(Operand, Blanks, Operator, Blanks, Operand, Gen.Int[0, 3]).Sample(
            (left, before, sign, after, right, operators) => Compare(operators switch
            {
                0 => left,
                1 => $"{before}{left}{before}{sign}{after}{right}{after}{sign} {left}",
                _ => $"{before}{left}{before}{sign}{after}{right}{after}",
            }),
            iter: 20_000);

    [Fact]
    public void Of_several_comparisons_are_read_as_the_parser_reads_them()
    {
        var comparison = Gen.Select(
            AnyOf("params.days", "item", "index", "1", "0", "true", "false", "null", "'a'", "steps.skipped.value", "!item", "nobody"), Blanks, AnyOf("==", "!=", "<", ">=", "??", "+", ""),
            AnyOf("params.days", "1", "2.5", "false", "null", "'b'", "steps.old.row.rows"), (left, blanks, sign, right) => sign.Length == 0 ? left : $"{left}{blanks}{sign}{blanks}{right}");
        Gen.Select(comparison, Gen.Select(AnyOf("&&", "&&", "&&", "||", "==", "??"), Blanks, comparison).Array[1, 4]).Sample(
            (first, others) => Compare(first + string.Concat(others.Select(other => $"{other.Item2}{other.Item1}{other.Item2}{other.Item3}"))),
            iter: 20_000);
    }

    [Fact]
    public void With_parentheses_and_calculations_are_read_as_the_parser_reads_them()
    {
        var operand = AnyOf("params.days", "item", "1", "2.5", "true", "null", "'a'", "steps.skipped.value", "-1", "!item", "nobody", "size(item)", "item[0]");
        var sign = AnyOf("==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "+", "-", "*", "/", "%", "//", "**", "?", ".", "");
        var part = Gen.Select(AnyOf("", "", "", "(", "( ", "((", "(((", "!(", "-("), operand, AnyOf("", "", "", ")", " )", "))", ").x", ")[0]"), Blanks, sign, Blanks);
        part.Array[1, 6].Sample(
            parts => Compare(string.Concat(parts.Select((one, i) => $"{one.Item1}{one.Item2}{one.Item3}{(i == parts.Length - 1 ? "" : $"{one.Item4}{one.Item5}{one.Item6}")}"))),
            iter: 40_000);
    }

    [Theory]
    [InlineData("item.name | ident")]
    [InlineData("params.names|ident ")]
    [InlineData("'a.b' | table")]
    [InlineData("steps.old.value\n|\nliteral")]
    [InlineData("params.password | scram")]
    [InlineData("params.name | raw")]
    [InlineData("params.name | ident()")]
    [InlineData("params.name | upper")]
    [InlineData("params.name | ident | raw")]
    public void Before_a_filter_are_read_as_the_parser_reads_them(string hole)
    {
        var (value, filter) = (hole[..hole.IndexOf('|')], hole[hole.IndexOf('|')..]);
        Assert.Equal(Hole($"{{{{ ((((({value}))))) {filter} }}}}"), Hole($"{{{{      {value}      {filter} }}}}"));
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void Compare(string expression)
    {
        if (Read($"     {expression}     ") is { } found)
        {
            Assert.Equal(Read($"((((({expression})))))"), found);
        }
    }

    private static string? Read(string text) => Expression.Parse(MappedText.Of(new Source("case", text)), []) is { } parsed ? Found(parsed) : null;

    private static string Hole(string text)
    {
        var bag = new DiagnosticBag();
        return Template.Parse(MappedText.Of(new Source("case", text)), HoleKind.Sql, bag) is { Parts: [TemplatePart.Hole hole] }
            ? $"{hole.Filter} {Found(hole.Value)}"
            : bag.First().Code;
    }

    private static string Found(Expression expression) =>
        $"{string.Join(' ', expression.References.Select(path => $"{path} {path.Span.Start}-{path.Span.End} {path.HasFallback}"))} {Shown.Result(expression.Evaluate(TestScope.Instance))}";
}
