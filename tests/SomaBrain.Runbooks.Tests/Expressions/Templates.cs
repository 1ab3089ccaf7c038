using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Expressions;

public sealed class Templates
{
    public static TheoryData<string, string> Parts { get; } = CaseFile.Pairs("templates.txt");

    public static TheoryData<string, string> Rendered { get; } = CaseFile.Pairs("rendered.txt");

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_text_has_these_parts_or_this_problem(string text, string expected)
    {
        var bag = new DiagnosticBag();
        var template = Parse(text, bag);
        Assert.Equal(expected, template is null ? WithoutHint(bag.First()) : string.Join(' ', template.Parts.Select(Shown)).TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Rendered))]
    public void A_text_becomes_this_value_or_this_problem(string text, string expected)
    {
        var result = Parse(text, [])!.Render(TestScope.Instance);
        Assert.Equal(expected, result.Ok ? Expressions.Shown.Result(result) : WithoutHint(result.Problem));
    }

    [Fact]
    public void All_wrong_holes_are_told_together()
    {
        var bag = new DiagnosticBag();
        Parse("text | {{ }} and {{ a = 1 }} and {{ -- }}", bag);
        Assert.Equal(["RB202", "RB205", "RB205"], bag.Select(problem => problem.Code));
    }

    [Fact]
    public void A_problem_in_a_block_scalar_points_into_the_playbook()
    {
        var source = new Source("playbook.yaml", "sql: |\n  SELECT 1,\n    {{ params.dayz +\n       1 / 0 }}\n");
        var text = new MappedText("SELECT 1,\n  {{ params.dayz +\n     1 / 0 }}\n", source.Span(5, 50), [new(0, 10, 9), new(10, 18, 21), new(28, 14, 41)]);
        var template = Template.Parse(text, HoleKind.Sql, [])!;
        var hole = Assert.Single(template.Parts.OfType<TemplatePart.Hole>());
        var bag = new DiagnosticBag();
        ExpressionCheck.Check(template, TestScope.Instance, bag);
        Assert.Equal("playbook.yaml:3:15: RB231 `params` has no `dayz`", Assert.Single(bag).ToString());
        Assert.Equal("3:5", hole.Span.Start.ToString());
        Assert.Equal("4:16", hole.Span.End.ToString());
    }

    [Fact]
    public void Only_a_text_that_is_one_hole_keeps_its_type()
    {
        Assert.NotNull(Parse("text | {{ params.days }}", [])!.OnlyHole);
        Assert.Null(Parse("text | {{ params.days }} ", [])!.OnlyHole);
        Assert.Null(Parse("sql | {{ params.days | ident }}", [])!.OnlyHole);
        Assert.False(Parse("text | none", [])!.HasHoles);
    }

    [Fact]
    public void Every_path_of_every_hole_is_known()
    {
        var template = Parse("text | {{ steps.old.rows[index].n + params['days'] }} {{ sum(steps.waits.each, 'x') ?? item.name }}", [])!;
        Assert.Equal(
            ["steps.old.rows", "index", "params.days", "steps.waits.each", "item.name"],
            template.References.Select(reference => reference.ToString()));
    }

    private static Template? Parse(string text, DiagnosticBag bag)
    {
        var parts = text.Split(" | ", 2);
        var kind = Enum.Parse<HoleKind>(parts[0], ignoreCase: true);
        return Template.Parse(MappedText.Of(new Source("case", parts.Length == 2 ? parts[1] : "")), kind, bag);
    }

    private static string Shown(TemplatePart part) => part switch
    {
        TemplatePart.Literal x => $"{x.Content}@{x.Offset}",
        TemplatePart.Hole x => $"<{Without(x.Value.Text, x.Filter)}>{x.Filter?.ToString().ToLowerInvariant()}@{x.Offset}",
        _ => throw new InvalidOperationException(),
    };

    private static string Without(string text, SqlFilter? filter) => filter is null ? text.Trim() : text[..text.LastIndexOf('|')].Trim();

    private static string WithoutHint(Diagnostic problem) => Expressions.Shown.Problem(problem).Split(" | ")[0];
}
