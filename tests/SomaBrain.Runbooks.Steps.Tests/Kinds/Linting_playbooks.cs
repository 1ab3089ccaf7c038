using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>`¶` are the first lines of a playbook that has nothing to be told of; then as in <see cref="PlaybookCases"/>.</summary>
public sealed class Linting_playbooks
{
    public static TheoryData<string> Linted => [.. PlaybookCases.Lines("linted.txt").Where(line => line.Length > 0 && line[0] != '#')];

    [Theory]
    [MemberData(nameof(Linted))]
    public void A_playbook_is_told_what_a_reviewer_should_see(string line)
    {
        var parts = line.Split(" | ", 2);
        var found = Lint(parts[1]);

        Assert.Equal(parts[0] == "clean" ? "" : parts[0], string.Join(", ", found.Select(problem => $"{problem.Code} {problem.Span!.Start}")));
        Assert.All(found, problem => Assert.False(string.IsNullOrEmpty(problem.Hint)));
        Assert.All(found, problem => Assert.Equal(Severity.Warning, problem.Severity));
    }

    [Theory]
    [InlineData("- sql: ALTER ROLE x PASSWORD 'hunter2x'", "6:33")]
    [InlineData("- sql: \"ALTER ROLE x PASSWORD 'hunter2x'\"", "6:34")]
    [InlineData("- sql: 'ALTER ROLE x PASSWORD ''hunter2x'''", "6:35")]
    [InlineData("- sql: create user x encrypted password E'hunter2x'", "6:45")]
    [InlineData("- sql: |⏎      SELECT 1;⏎      ALTER ROLE x⏎        PASSWORD 'hunter2x'", "9:19")]
    [InlineData("- note: postgresql://u:hunter2x@h:5432/d?x=1", "6:26")]
    [InlineData("- note: postgres://hunter2u:hunter2x@h/d", "6:31")]
    [InlineData("- note: host=h password=hunter2x port=1", "6:27")]
    [InlineData("- note: host=h password='hunter2x x' port=1", "6:28")]
    [InlineData("- { shell: [psql], effect: read, env: { PGPASSWORD: hunter2x } }", "6:55")]
    [InlineData("- { shell: [psql], effect: read, env: { 'PGPASSWORD': \"hunter2x\" } }", "6:58")]
    [InlineData("- { effect: read, shell: PGPASSWORD=hunter2x psql }", "6:39")]
    [InlineData("- { effect: read, shell: [sshpass, -p, hunter2x, ssh, h] }", "6:42")]
    [InlineData("- { effect: read, shell: [psql, --password=hunter2x] }", "6:46")]
    [InlineData("- note: \"Authorization: Bearer hunter2x\"", "6:34")]
    [InlineData("- note: x⏎  # PGPASSWORD=hunter2x", "7:16")]
    [InlineData("- { shell: [psql], effect: read, env: { PASSWD: hunter2x } }", "6:51")]
    [InlineData("- { effect: read, shell: curl -u ann:hunter2x http://h }", "6:40")]
    [InlineData("- { effect: read, shell: [curl, -s, --user, 'ann:hunter2x', 'http://h'] }", "6:52")]
    [InlineData("- { effect: read, shell: 'curl --user=ann:hunter2x http://h' }", "6:45")]
    [InlineData("- effect: read⏎    shell:⏎      - curl⏎      - -u⏎      - ann:hunter2x⏎      - http://h", "10:13")]
    [InlineData("- { effect: read, shell: 'curl -u \"$USER:hunter2x\" http://h' }", "6:44")]
    [InlineData("- note: don't set password='hunter2x'", "6:31")]
    [InlineData("- note: x⏎params: { password: { type: string, default: hunter2x } }", "7:46")]
    [InlineData("- note: x⏎params:⏎  db_password: { default: 'hunter2x', type: string }", "8:28")]
    [InlineData("- note: x⏎params:⏎  password: # of whom?⏎    type: string⏎    default: \"hunter2x\"", "10:15")]
    public void A_password_in_a_playbook_is_an_error_that_does_not_repeat_it(string step, string at)
    {
        var found = Lint($"¶steps:⏎  {step}");

        Assert.Equal([$"RB336 {at}"], found.Select(problem => $"{problem.Code} {problem.Span!.Start}"));
        Assert.DoesNotContain("hunter2x", DiagnosticText.Render(found), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2x", DiagnosticJson.Lines(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_problem_of_its_line_does_not_show_a_password() =>
        Assert.DoesNotContain("hunter2x", DiagnosticText.Render(Lint("¶steps: [{ sqll: host=h password=hunter2x, bogus: 1 }]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("- { shell: [psql], effect: read, env: { PGPASSWORD: \"{{ run.id }}\" } }")]
    [InlineData("- { effect: read, shell: 'PGPASSWORD=$X psql' }")]
    [InlineData("- { effect: read, shell: 'PGPASSWORD=\"$(cat f)\" psql' }")]
    [InlineData("- { effect: read, shell: 'psql \"host=h password=$PW\"' }")]
    [InlineData("- { effect: read, shell: 'psql postgresql://u:$PW@h/d' }")]
    [InlineData("- { effect: read, shell: 'curl http://h:8080/a@b' }")]
    [InlineData("- { effect: read, shell: 'psql -p 5432' }")]
    [InlineData("- sql: SELECT 1 FROM a WHERE a.password=b.password")]
    [InlineData("- sql: SELECT 1 FROM a WHERE password=md5('x')")]
    [InlineData("- note: \"the password: ask Anna for it\"")]
    [InlineData("- note: \"password=*** is masked, password=<secret> too\"")]
    [InlineData("- note: there is no password here")]
    [InlineData("- sql: SELECT subname FROM pg_subscription WHERE subconninfo ~ 'password=\\S+'")]
    [InlineData("- sql: SELECT 'password=' || 'x'")]
    [InlineData("- sql: SELECT regexp_replace(subconninfo, 'password=\\S+', 'password=***') FROM pg_subscription")]
    [InlineData("- { effect: read, shell: 'grep -rn \"password=\" /etc/app || true' }")]
    [InlineData("- { effect: read, shell: \"grep -rn \\\"password=\\\" /etc/app\" }")]
    [InlineData("- { effect: read, shell: [grep, -rn, \"password=[^ ]*\", /etc/app] }")]
    [InlineData("- { effect: read, shell: 'sed s/password=.*/password=xxx/ f' }")]
    [InlineData("- { effect: read, shell: 'curl -u \"ann:$PW\" http://h; docker run -u 1000:1000 x' }")]
    [InlineData("- { effect: read, shell: [curl, -u, '{{ run.id }}:{{ run.operator }}', 'http://h'] }")]
    [InlineData("- note: '{{ params.password_file }} {{ params.db_password }} {{ params.password_days }}'⏎params:⏎  password_file: { type: path, default: /etc/x }⏎  db_password: { type: path, default: /etc/x }⏎  password_days:⏎    type: integer⏎    default: 90")]
    public void What_is_no_password_is_not_taken_for_one(string step) => Assert.Empty(Lint($"¶steps:⏎  {step}"));

    [Fact]
    public void What_only_looks_like_a_password_can_be_silenced_with_a_reason() =>
        Assert.Empty(Lint("¶steps:⏎  # lint: ignore RB336 the manual's example⏎  - note: password=hunter2x"));

    [Fact]
    public void A_hole_that_makes_a_name_is_named_by_its_text() =>
        Assert.Contains("`{{ run.id | table }}`", Assert.Single(Lint("¶steps:⏎  - confirm: ok?⏎  - sql: TRUNCATE {{ run.id | table }}")).Message, StringComparison.Ordinal);

    private static List<Diagnostic> Lint(string playbook)
    {
        var problems = new DiagnosticBag();
        var catalog = BuiltInSteps.ForReading();
        var text = playbook
            .Replace("¶", "runbook: 1⏎title: t⏎effect: destroy⏎defaults: { timeout: 1m }⏎", StringComparison.Ordinal)
            .Replace("§", "runbook: 1⏎title: t⏎", StringComparison.Ordinal).Replace('⏎', '\n');
        if (new PlaybookReader(catalog).ReadAll(new Source("a.yaml", text), problems) is { } read)
        {
            new Linter(catalog).Lint(read, problems);
        }

        return [.. problems];
    }
}
