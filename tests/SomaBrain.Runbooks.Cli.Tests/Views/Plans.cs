using System.Text;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed class Plans
{
    private const string Text = """
        runbook: 1
        title: "Archive | <b>old</b> @everyone logs"
        effect: destroy
        params:
          days: { type: integer, default: 30 }
          password: { type: secret, from: env:APP_PASSWORD }
        steps:
          - id: old
            sql: SELECT 1 AS rows
          - branch:
              - when: steps.old.row.rows == 0
                steps:
                  - note: Nothing to archive.
            else:
              - id: batch
                title: Move one batch
                sql: DELETE FROM a WHERE id = {{ params.days }}
          - id: left
            when: params.days > 100
            sql: SELECT 2 AS n
          - id: purge
            shell: [rm, -rf, /tmp/old]
            effect: destroy
          - assert: true
        """;

    private static readonly Playbook Playbook = ScriptedRun.Read(Text);

    [Fact]
    public void As_text()
    {
        using var output = new MemoryStream();
        new PlanText(new(output, Paint.None, () => 80), Glyphs.Unicode).Write(Build());

        Approved.Text(Encoding.UTF8.GetString(output.ToArray()), Scrubber.Nothing);
    }

    [Fact]
    public void As_Markdown_for_a_pull_request() => Approved.Text(PlanMarkdown.Render(Build()), Scrubber.Nothing);

    [Fact]
    public void As_JSON()
    {
        var json = PlanJson.Render(Build());

        using var parsed = JsonDocument.Parse(json);
        Assert.All(
            ["plan", "playbook", "parameters", "targets", "steps", "coverage", "observed"],
            key => Assert.True(parsed.RootElement.TryGetProperty(key, out _), key));
        Approved.Text(Encoding.UTF8.GetString(json), Scrubber.Nothing);
    }

    [Fact]
    public void A_plan_of_reads_changes_nothing()
    {
        var builder = new PlanBuilder();
        builder.Ended(Step("old"), At("1", 0, null), null, new("SELECT 1 AS rows"), new Outcome.Succeeded(ScriptedRun.Rows()));
        var plan = builder.Build(Playbook, new Dictionary<string, Value>(), [], Done);
        using var output = new MemoryStream();
        new PlanText(new(output, Paint.None, () => 80), Glyphs.Unicode).Write(plan);

        Assert.False(plan.ChangesAnything);
        Assert.Contains("Changes nothing: every step only reads.", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.Contains("**Changes nothing** · 1 of 1 steps simulated", PlanMarkdown.Render(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_turns_are_folded()
    {
        var builder = new PlanBuilder();
        for (var i = 0; i < 40; i++)
        {
            builder.Ended(Step("batch"), At($"3[{i}]", 0, null), "Move", new("DELETE FROM a WHERE id = $1", [new Value.Integer(i)]), new Outcome.Planned(Grade.Checked, null));
        }

        var plan = builder.Build(Playbook, new Dictionary<string, Value>(), [], Done);

        Assert.Contains("and 35 steps of further turns", PlanMarkdown.Render(plan), StringComparison.Ordinal);
        Assert.Equal(40, plan.Steps.Length);
    }

    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("<script>", "&#60;script>")]
    [InlineData(">=13, a -> b", "&#62;=13, a -> b")]
    [InlineData("[x](http://evil)", "&#91;x&#93;(http&#58;//evil)")]
    [InlineData("@team #12", "&#64;team &#35;12")]
    [InlineData("&lt; `x` **y**", "&#38;lt; &#96;x&#96; &#42;&#42;y&#42;&#42;")]
    [InlineData("www.evil.example", "www&#46;evil.example")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("at 03:04:05, changed: outbox_events", "at 03:04:05, changed: outbox_events")]
    [InlineData(":smile: 1:100: mailto:a 12:34:x", "&#58;smile: 1&#58;100: mailto&#58;a 12:34&#58;x")]
    [InlineData("_a_ b_ _c a_b_", "&#95;a&#95; b&#95; &#95;c a_b&#95;")]
    [InlineData("\e[31mred\u202e", "red\\u202e")]
    [InlineData("3[0] = $1, ($2) & a < b <= c, op.md#x 5 * 6 ~7 \\d", "3[0] = $1, ($2) & a < b <= c, op.md#x 5 * 6 ~7 \\d")]
    [InlineData("a ![x](y) [z] $x$ ~~s~~ # \\", "a !&#91;x&#93;(y) [z] $x&#36; &#126;&#126;s&#126;&#126; # &#92;")]
    public void Foreign_text_stays_text_in_Markdown(string text, string inline) => Assert.Equal(inline, MarkdownText.Inline(text));

    [Theory]
    [InlineData("see https://x.example/a_b, {{ a[0] * b | c }}, `x_*|` and \"``y` z``\"", "see https://x.example/a_b, {{ a[0] * b | c }}, `x_*|` and \"``y` z``\"")]
    [InlineData("*a* _b_ [c](d) <e> `f # 1", "\\*a\\* \\_b\\_ [c\\](d) \\<e> \\`f # 1")]
    public void What_an_author_wrote_is_escaped_only_where_it_would_be_markup(string text, string inline) => Assert.Equal(inline, MarkdownText.Authored(text));

    [Fact]
    public void A_bar_ends_no_cell() => Assert.Equal("a \\| `b \\| c`", MarkdownText.Authored("a | `b | c`", inCell: true));

    [Theory]
    [InlineData("a", "```sql\na\n```\n")]
    [InlineData("```\n# x", "````sql\n```\n# x\n````\n")]
    [InlineData("a ````` b", "``````sql\na ````` b\n``````\n")]
    public void A_fence_is_longer_than_what_it_holds(string text, string fenced) => Assert.Equal(fenced, MarkdownText.Fenced(text, "sql"));

    private static RunEnd Done => new(ExitCode.Done, RunStatus.Done, Changed.None, [], [], null, null);

    /// <summary>What a place means does not matter to a plan.</summary>
    private static Place At(string key, int depth, string? condition) => new(key, depth, null!, null!, condition);

    private static Plan Build()
    {
        var builder = new PlanBuilder();
        builder.Ended(
            Step("old"), At("1", 0, null), null, new("SELECT count(*) AS rows FROM a -- ``` <b>"),
            new Outcome.Succeeded(ScriptedRun.Rows(ScriptedRun.Row(("rows", "48|210"), ("oldest", "<i>2024</i>\n")))));
        builder.Ended(Step("2"), At("2", 0, null), null, null, new Outcome.Took(["1", "else"], Certain: false));
        builder.Ended(Step("2.1.1"), At("2.1.1", 1, "arm 1 of step 2"), null, new("Nothing to archive."), new Outcome.Succeeded(new([])));
        builder.Ended(
            Step("batch"), At("2.else.1", 1, "arm else of step 2"), "Move one batch",
            new("DELETE FROM a\n WHERE id = $1 AND p = $2 AND n = $3",
                [new Value.Unknown("step old"), new Value.Secret("params.password", new Value.Text("hunter2")), new Value.Integer(30)]),
            new Outcome.Planned(Grade.Checked, "its values are known after step old"));
        builder.Skipped(Step("left"), At("3", 0, null), "`params.days > 100` is false");
        builder.Ended(Step("purge"), At("4", 0, null), null, new("rm -rf '/tmp/```old'"), new Outcome.Planned(Grade.Checked, null));
        builder.Ended(
            Step("5"), At("5", 0, null), null, new("true"),
            new Outcome.SaidNo(new("RB410", Severity.Error, Step("5").Header.Span, "`true` is false", "look"), new([new("ok", new Value.Boolean(false))])));
        builder.NotReached(Step("purge"), At("6", 0, null), null, new("rm -rf '/tmp/new'"), new Outcome.Planned(Grade.NotSimulated, null), "not reached: step 5 would fail");
        return builder.Build(
            Playbook,
            new Dictionary<string, Value> { ["days"] = new Value.Integer(30), ["password"] = new Value.Secret("params.password", new Value.Text("hunter2")) },
            [KeyValuePair.Create("db", "postgresql://app@db1:5432/somabrain")],
            Done with { ExitCode = ExitCode.SaidNo, Step = "5" });
    }

    private static Step Step(string name) => Playbook.AllSteps.First(step => step.Header.Name == name);
}
