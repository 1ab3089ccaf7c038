using System.Collections.Immutable;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Expressions;

public sealed class Hostile_input
{
    public static TheoryData<string, int> Repeated { get; } = Repetitions();

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Deep_and_long_input_is_refused_on_a_small_stack(string pattern, int times)
    {
        var text = string.Concat(pattern.Split('…').Select((part, i) => i == 1 ? part : string.Concat(Enumerable.Repeat(part, times))));
        var codes = OnSmallStack(() =>
        {
            var bag = new DiagnosticBag();
            Expression.Parse(MappedText.Of(new Source("case", text)), bag)?.Evaluate(TestScope.Instance);
            Template.Parse(MappedText.Of(new Source("case", $"{{{{ {text} }}}}")), HoleKind.Sql, bag)?.Render(TestScope.Instance);
            return bag.Select(problem => problem.Code).Distinct().ToList();
        });
        Assert.NotEmpty(codes);
    }

    [Fact]
    public void Texts_of_a_mebibyte_are_split()
    {
        Assert.Single(Split(new string('x', 1 << 20))!.Value);
        Assert.Equal(1 << 16, Split(string.Concat(Enumerable.Repeat("{{ item.name }} ", 1 << 16)))!.Value.Count(part => part is TemplatePart.Hole));
        Assert.Null(Split(string.Concat(Enumerable.Repeat("{{ ", 1 << 18))));
        Assert.Null(Split(string.Concat(Enumerable.Repeat("{%{ ", 1 << 18))));
        Assert.Null(Split(string.Concat(Enumerable.Repeat("{{ ' ", 1 << 18))));
        Assert.Single(Split(new string('{', 1 << 20).Replace("{{", "{ ", StringComparison.Ordinal))!.Value);
    }

    [Fact]
    public void Any_text_is_an_expression_or_a_problem_in_its_own_place() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["ab.[]()'\"{}|&?:!=<>+-*/%, 019mMiB\n\\#@$"], 0, 30]).Sample(text =>
        {
            var bag = new DiagnosticBag();
            var parsed = Expression.Parse(MappedText.Of(new Source("case", text)), bag);
            var result = parsed?.Evaluate(TestScope.Instance);
            Assert.Equal(parsed is null, bag.HasErrors);
            Assert.True(result is null || result.Value.Ok != (result.Value.Problem is not null));
            return (bag.FirstOrDefault() ?? result?.Problem) is not { Span: { } span } || span.To <= text.Length;
        });

    [Fact]
    public void A_hole_of_any_text_yields_that_text() => Gen.String.Where(text => NoText.Why(text) is null).Sample(text =>
    {
        var scope = new OneName("x", new Value.Text(text));
        var template = Template.Parse(MappedText.Of(new Source("case", "<{{ x }}>")), HoleKind.Argument, [])!;
        Assert.Equal(new Value.Text($"<{text}>"), template.Render(scope).Value);
    });

    [Fact]
    public void A_literal_of_any_text_is_that_text() => Gen.String.Where(text => NoText.Why(text) is null).Sample(text =>
    {
        var written = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        var template = Template.Parse(MappedText.Of(new Source("case", $"{{{{ '{written}' }}}}")), HoleKind.Text, [])!;
        Assert.Equal(new Value.Text(text), template.Render(TestScope.Instance).Value);
    });

    [Fact]
    public void Plain_text_is_itself() => Gen.String[Gen.Char["{ }%x"], 0, 12].Where(text => !text.Contains("{{") && !text.Contains("{%{")).Sample(text =>
        Assert.Equal(new Value.Text(text), Template.Parse(MappedText.Of(new Source("case", text)), HoleKind.Text, [])!.Render(TestScope.Instance).Value));

    private static ImmutableArray<TemplatePart>? Split(string text) => Template.Parse(MappedText.Of(new Source("case", text)), HoleKind.Text, [])?.Parts;

    private static TheoryData<string, int> Repetitions()
    {
        var data = new TheoryData<string, int>();
        foreach (var times in (int[])[250, 1_500, 100_000])
        {
            foreach (var pattern in (string[])["(…1…)", "[…1…]", "!…true", "- …1", "abs(…1…)", "…1…+1", "…1…|abs", "true?1:…1", "true?…1…:2", "…item….a", "item[…0…]", "…null…??1", "(…", "[…", "…(", "…)", "'…", "{…", "[1,…"])
            {
                data.Add(pattern, times);
            }
        }

        return data;
    }

    private static T OnSmallStack<T>(Func<T> act)
    {
        var result = default(T);
        var thread = new Thread(() => result = act(), 1 << 20);
        thread.Start();
        thread.Join();
        return result!;
    }

    private sealed class OneName(string name, Value value) : IScope
    {
        public IEnumerable<string> Names => [name];

        public bool IsRoot(string name) => false;

        public Value? Name(string name) => value;

        public Value? Member(string root, string name) => null;

        public IEnumerable<string> Members(string root) => [];
    }
}
