using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps.Tests.Fuzzing;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>
/// Playbooks of up to 1 MiB, good YAML, made to exhaust what reads them: each thing in them is there as often as it can be. One that
/// takes time by the square of its length does not end within that of its test.
/// </summary>
public sealed class Hostile_playbooks
{
    private const int Size = YamlLimits.Bytes;

    /// <summary>Three quarters of it is collected while it is read, so that no more than 64 MiB are in use.</summary>
    private const long Allocated = 4 * Soak.Memory;

    public static TheoryData<string> Shapes => [.. All.Keys];

    private static Dictionary<string, Func<string>> All { get; } = new(StringComparer.Ordinal)
    {
        ["blanks before no comment"] = () => Of("- note: x\n", after: $"{Blanks(900_000)}lint:\n"),
        ["blanks before no comment, line by line"] = () => Of("- note: x\n", after: Times(1_000, _ => $"{Blanks(900)}x lint:\n")),
        ["words that end in no password"] = () => Of("- note: x\n", after: $"# pass {Times(450_000, "a_")}\n"),
        ["passwords of nothing"] = () => Of("- note: x\n", after: $"# {Times(120_000, "password")}\n"),
        ["passwords that never end"] = () => Of("- note: x\n", after: $"# {Times(70_000, ",password: 'x")}\n"),
        ["schemes of no URI"] = () => Of("- note: x\n", after: $"# :// {Times(450_000, "a+")}\n"),
        ["commands that are none"] = () => Of($"- shell: |\n    # pg_ctl\n    {Times(400_000, "a/")}\n  effect: write\n"),
        ["words of a script"] = () => Of($"- shell: |\n    # pg_ctl\n    {Times(400_000, "a ")}\n  effect: write\n"),
        ["commands that start a server"] = () => Of($"- shell: |\n    {Times(70_000, "pg_ctl start;")}\n  effect: write\n"),
        ["comments above findings"] = () => Of($"{Times(12_000, "# lint: ignore RB330 because\n")}- sql: |\n{Times(5_000, "    DROP TABLE a;\n")}"),
        ["comments of words above findings"] = () => Of($"{Times(60_000, "# x\n")}# lint: ignore RB330 because\n- sql: |\n{Times(5_000, "    DROP TABLE a;\n")}"),
        ["statements"] = () => Of($"- sql: |\n{Times(25_000, "    SELECT 1;SELECT 1;SELECT 1;SELECT 1;\n")}"),
        ["statements of many steps"] = () => Of(Times(4_000, "- sql: SELECT 1;SELECT 1;SELECT 1;SELECT 1;SELECT 1;SELECT 1\n")),
        ["one statement"] = () => Of($"- sql: SELECT {Times(500_000, "1,")}1\n"),
        ["literals of newer servers"] = () => Of(Times(1_000, $"- sql: SELECT {Times(199, "0x1F,")}1\n")),
        ["names after many tokens"] = () => Of($"- sql: SELECT {Times(80_000, "1,")}{Times(3_500, "{{ run.id | ident }},")}1\n"),
        ["tables of subqueries"] = () => Of($"- sql: WITH {string.Join(',', Enumerable.Range(0, 9_000).Select(i => $"a{i} AS (SELECT 1)"))} SELECT 1 FROM {string.Join(',', Enumerable.Range(0, 9_000).Select(i => $"a{i}"))}\n"),
        ["tables that are locked"] = () => Of($"- sql: LOCK TABLE {string.Join(',', Enumerable.Range(0, 35_000).Select(i => $"a{i}"))}\n"),
        ["subqueries"] = () => Of(Times(3_000, $"- sql: SELECT {new string('(', 150)}1{new string(')', 150)}\n")),
        ["lists"] = () => Of(Times(60, $"- assert: size([{Times(8_000, "1,")}1]) == 1\n")),
        ["members"] = () => Of(Times(2_000, $"- for_each: [1]\n  note: \"{{{{ item{Times(190, ".a")} }}}}\"\n")),
        ["elements"] = () => Of(Times(1_500, $"- for_each: [1]\n  note: \"{{{{ item{Times(190, "[0]")} }}}}\"\n")),
        ["holes behind escapes"] = () => Of($"- note: \"{Times(65_000, @"\x7b\x7b1}}")}\"\n"),
        ["holes of many steps"] = () => Of(Times(2_500, "- note: \"\\x7b\\x7b[1,2,3]}}{{ 'a' }}{{ 'b' }}\"\n")),
        ["names of parameters"] = () => Of(
            $"- sql: SELECT {string.Join(',', Enumerable.Range(0, 5_990).Select(i => $"{{{{ params.p{3_799 - (i % 100)} }}}}"))}\n",
            before: $"params:\n{Times(3_800, i => $"  p{i}: {{ type: string }}\n")}"),
        ["words to choose from"] = () => Of(
            "- note: x\n",
            before: $"params:\n  a: {{ type: list, of: enum, values: [{string.Join(',', Enumerable.Range(0, 9_900).Select(i => $"v{i}"))}], default: [{Times(9_900, "v9899,")}] }}\n"),
        ["conditions on many words"] = () => Of(
            Times(2_000, i => $"- note: x\n  when: params.a == 'v{i}'\n"),
            before: $"params:\n  a: {{ type: enum, values: [{string.Join(',', Enumerable.Range(0, 8_000).Select(i => $"v{i}"))}] }}\n"),
        ["patterns"] = () => Of("- note: x\n", before: $"params:\n{Times(2_000, i => $"  p{i}: {{ type: string, default: a, pattern: \"[a-z{i}]\\\\w+x{i}\\\\d*|a\" }}\n")}"),
        ["patterns of questions"] = () => Of(Times(1_500, i => $"- ask: x\n  id: a{i}\n  type: string\n  pattern: \"[a-z{i}]\\\\w+x{i}(?:a|b)\"\n")),
        ["classes of characters"] = () => Of("- note: x\n", before: $"params:\n{Times(20, i => $"  p{i}: {{ type: string, default: a, pattern: \"a|{Times(24, j => $"[^{(char)(0x4e00 + (i * 60) + j)}]")}\" }}\n")}"),
        ["one pattern"] = () => Of("- note: x\n", before: $"params:\n  p: {{ type: string, default: a, pattern: \"{string.Join('|', Enumerable.Range(0, 100_000).Select(i => $"ab{i}"))}\" }}\n"),
        ["unknown keys"] = () => Of($"- sql: SELECT 1\n{Times(9_900, i => $"  k{i}: 1\n")}"),
        ["unknown kinds"] = () => Of(Times(6_000, "- sqll: SELECT 1\n")),
        ["unknown names"] = () => Of(Times(2_900, "- sql: SELECT {{ params.nothin }}, {{ steps.nothing.x }}\n"), before: $"params:\n{Times(1_000, i => $"  nothing{i}: {{ type: string }}\n")}"),
        ["secrets"] = () => Of(Times(1_800, i => $"- secret: generate:32\n  id: s{i}\n") + Times(1_800, "- confirm: x\n") + Times(1_800, i => $"- sql: SELECT {{{{ steps.s{i}.value }}}}\n")),
        ["vars on each other"] = () => Of("- note: \"{{ vars.v0 }}\"\n", before: $"vars:\n{Times(2_990, i => $"  v{i}: \"{{{{ vars.v{i + 1} }}}}{{{{ vars.v{i + 2} }}}}\"\n")}  v2990: x\n  v2991: x\n"),
        ["vars of many others"] = () => Of("- note: \"{{ vars.v0 }}\"\n", before: $"vars:\n{Times(45, i => $"  v{i}: \"{{{{ [{string.Join(',', Enumerable.Range(i + 1, 600).Select(j => $"vars.v{j}"))}] }}}}\"\n")}{Times(700, i => $"  v{45 + i}: x\n")}"),
        ["steps that may be skipped"] = () => Of(
            Times(1_500, i => $"- sql: SELECT 1\n  id: s{i}\n  when: params.a\n") + Times(1_500, i => $"- assert: steps.s{i}.value == steps.s{1_499 - i}.value\n"),
            before: "params: { a: { type: boolean, default: true } }\n"),
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Shapes))]
    public async Task Is_read_or_refused_within_the_memory_allowed(string shape)
    {
        var text = All[shape]();
        Assert.True(text.Length <= Size);
        await Task.Run(() => Soak.Within(text, () => Lint(new("a.yaml", text)), Allocated), TestContext.Current.CancellationToken);
    }

    private static List<Diagnostic> Lint(Source source)
    {
        var problems = new DiagnosticBag();
        var catalog = BuiltInSteps.ForReading();
        if (new PlaybookReader(catalog).ReadAll(source, problems) is { } read)
        {
            new Linter(catalog).Lint(read, problems);
        }

        Assert.True(DiagnosticText.Render(problems).Length < 400_000);
        return [.. problems];
    }

    private static string Of(string steps, string before = "", string after = "") => $"runbook: 1\ntitle: t\neffect: destroy\n{before}steps:\n{steps}{after}";

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Times(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));

    private static string Blanks(int count) => new(' ', count);
}
