using System.Globalization;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>Whoever writes what a hint says, letter by letter, has mended the playbook.</summary>
public sealed partial class Following_hints
{
    [Theory]
    [InlineData("§steps:⏎  - note: done: all", "'done: all'")]
    [InlineData("§steps:⏎  - note: it's done: all", "\"it's done: all\"")]
    [InlineData("§steps:⏎  - sql: \"SELECT * FROM \"big\"\"", "'SELECT * FROM \"big\"'")]
    [InlineData("§steps:⏎  - note: 'it's wrong'", "\"it's wrong\"")]
    [InlineData("§steps:⏎  - note: \"it is \"big\" and 'small'\"", "'it is \"big\" and ''small'''")]
    [InlineData("§steps:⏎  - assert: \"a\" == \"a\"", "'\"a\" == \"a\"'")]
    [InlineData("§steps:⏎  - sql: \"public\".\"big\"⏎    effect: write", "'\"public\".\"big\"'")]
    [InlineData("§steps:⏎  - { id: a, sql: SELECT 1 AS n }⏎  - metric: m⏎    value: steps.a.value⏎    warn: > 5", "value > 5")]
    [InlineData("§steps:⏎  - { id: a, sql: SELECT 1 AS n }⏎  - metric: m⏎    value: steps.a.value⏎    fail: >= 5", "value >= 5")]
    [InlineData("§steps:⏎  - { id: x, sql: SELECT 1 AS n }⏎  - note: y⏎    when: > 5", "steps.x.value > 5")]
    [InlineData("§steps:⏎  - note: *big", "'*big'")]
    [InlineData("§steps:⏎  - note: *big⏎    title: x", "'*big'")]
    [InlineData("§steps:⏎  - shell: [echo, @here]⏎    effect: read", "'@here'")]
    public void A_value_written_as_the_hint_shows_it_is_read(string playbook, string shown)
    {
        var problem = PlaybookCases.Read(playbook).First();
        var given = Shown().Match(problem.Hint!).Groups[1].Value;

        Assert.Equal(shown, given);
        Assert.Empty(Problems(Replaced(playbook, problem, given)).Where(left => left[..5] != "RB305" && left[..5] != "RB108"));
    }

    [Theory]
    [InlineData("§steps:⏎  - note: some text⏎      that goes: on", "some text⏎      that goes: on")]
    [InlineData("§steps:⏎  - note:⏎      some text⏎      that goes: on", "some text⏎      that goes: on")]
    [InlineData("§steps:⏎  - note: a: b⏎      goes on", "a: b⏎      goes on")]
    [InlineData("§steps:⏎  - note: done so far.⏎      Next: look at it", "done so far.⏎      Next: look at it")]
    public void A_text_of_several_lines_is_to_be_quoted_as_a_whole(string playbook, string text)
    {
        var problem = Assert.Single(PlaybookCases.Read(playbook));

        Assert.DoesNotContain("`'", problem.Hint, StringComparison.Ordinal);
        Assert.Contains("below `|`", problem.Hint, StringComparison.Ordinal);
        Assert.Empty(Problems(playbook.Replace(text, $"'{text}'", StringComparison.Ordinal)));
        Assert.Empty(Problems(playbook.Replace(text, $"|⏎      {text}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Rows older, in days, move.")]
    [InlineData("who's there, or not")]
    public void A_comma_in_a_text_between_braces_is_told_with_the_text_in_quotes(string text)
    {
        var playbook = $"§params: {{ a: {{ type: string, default: x, help: {text} }} }}⏎steps: [{{ note: x }}]";
        var problem = Assert.Single(PlaybookCases.Read(playbook));

        Assert.Empty(Problems(playbook.Replace(text, Shown().Match(problem.Hint!).Groups[1].Value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("§steps:⏎  - id: a⏎    sql: |⏎    SELECT 1", 6, "    SELECT 1")]
    [InlineData("§steps:⏎  - note: >⏎     a⏎    b", 5, "    b")]
    [InlineData("§steps:⏎  - sql: |⏎      SELECT 1⏎    -- comment", 6, "    -- comment")]
    [InlineData("§steps:⏎  - sql: |⏎      SELECT 1⏎   WHERE 'a: b' = 'a'", 6, "   WHERE 'a: b' = 'a'")]
    [InlineData("§steps:⏎  - sql: |  # all⏎⏎    * FROM x", 6, "    * FROM x")]
    [InlineData("§steps:⏎  - sql: |-⏎    \"SELECT 1", 6, "    \"SELECT 1")]
    [InlineData("§steps:⏎  - shell:⏎      - echo⏎      - |⏎      text⏎    effect: read", 8, "      text")]
    [InlineData("§summary: |⏎text⏎steps: [{ note: x }]", 2, "text")]
    public void A_line_below_a_bar_is_to_be_indented(string playbook, int blanks, string line)
    {
        var problem = Assert.Single(PlaybookCases.Read(playbook));

        Assert.Equal("RB031", problem.Code);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"begin each of its lines with {blanks} blanks or more"), problem.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(Problems(playbook.Replace("⏎" + line, "⏎" + new string(' ', blanks) + line.TrimStart(), StringComparison.Ordinal)), left => left.StartsWith("RB0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("§steps:⏎  - note: |⏎      a⏎   title: x")]
    [InlineData("§steps:⏎  - note: |⏎      a⏎ - note: x")]
    public void A_key_or_an_item_below_a_text_does_not_belong_to_it(string playbook) =>
        Assert.DoesNotContain("the text above ends", Assert.Single(PlaybookCases.Read(playbook)).Message, StringComparison.Ordinal);

    private static string Replaced(string playbook, Diagnostic problem, string given)
    {
        var text = PlaybookCases.Text(playbook);
        return string.Concat(text.AsSpan(0, problem.Span!.From), given, text.AsSpan(problem.Span.To)).Replace('\n', '⏎');
    }

    private static List<string> Problems(string playbook) => [.. PlaybookCases.Read(playbook).Select(problem => $"{problem.Code} {problem.Message}")];

    [GeneratedRegex("`([^`]*)`[^`]*$")]
    private static partial Regex Shown();
}
