using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class Secrets : IDisposable
{
    private static readonly SecretOrigins Origins = new(
        source => source switch
        {
            SecretSource.Variable { Name: "THERE" } => ("hunter22", null),
            SecretSource.Command { Arguments: ["vault", "a b"] } => ("from-the-vault", null),
            SecretSource.Variable { Name: "ODD" } => ("two\nlines", null),
            _ => (null, "it is not there"),
        },
        System.Security.Cryptography.RandomNumberGenerator.GetBytes);

    private readonly TempFolder _folder = new();

    private string Saved => _folder["secrets.tsv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("generate:16", "^[A-Za-z0-9_-]{16}$")]
    [InlineData("generate:1024", "^[A-Za-z0-9_-]{1024}$")]
    [InlineData("env:THERE", "^hunter22$")]
    [InlineData("\"command:[vault, 'a b']\"", "^from-the-vault$")]
    [InlineData("prompt", "^typed one$")]
    public async Task A_secret_reaches_a_command_and_is_shown_nowhere(string source, string pattern)
    {
        await using var play = Play(new Person("typed one"));

        var end = await play.StepsAsync($"- {{ id: pw, secret: {source} }}\n- {{ id: use, shell: 'printf %s \"$P\" > {_folder["got"]}; printf %s \"$P\"', env: {{ P: \"{{{{ steps.pw.value }}}}\" }}, effect: read }}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        var got = await File.ReadAllTextAsync(_folder["got"], TestContext.Current.CancellationToken);
        Assert.Matches(pattern, got);
        Assert.Equal("***", play.Told("use", "stdout"));
        Assert.DoesNotContain(play.Journal.Events, one => one.Event is JournalEvent.StepOutcome { Result: { } result } && CanonicalText(result).Contains(got, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_for_people_is_readable_around_a_secret()
    {
        await using var play = Play(new Person("yes"));

        var end = await play.StepsAsync("""
            - { id: pw, secret: "env:THERE" }
            - { id: note, title: "For {{ steps.pw.value }}", note: "{{ 6 * 7 }} ways to {{ steps.pw.value }}, {{ size(steps.pw.value) }} letters" }
            - { id: go, confirm: "With {{ steps.pw.value }}?" }
            - { assert: steps.pw.value == 'x', message: "{{ steps.pw.value + '!' }} is not x", remedy: "choose {{ steps.pw.value }} anew" }
            """);

        Assert.Equal(("*** is not x", "choose *** anew"), (end.Problems[0].Message, end.Problems[0].Hint));
        Assert.Equal("42 ways to ***, *** letters", play.Trace.Descriptions.Single(one => one.Step == "note").Description.Text);
        Assert.Equal("With ***?", play.Trace.Descriptions.Single(one => one.Step == "go").Description.Text);
    }

    [Fact]
    public async Task Two_generated_secrets_differ()
    {
        await using var play = Play();
        await play.StepsAsync("- { id: a, secret: \"generate:32\" }\n- { id: b, secret: \"generate:32\" }");

        Assert.NotEqual(Inner(play, "a"), Inner(play, "b"));
    }

    [Fact]
    public async Task What_is_saved_is_there_before_the_step_ends_and_is_used_again()
    {
        await using var first = Play();
        await first.StepsAsync(Keep("app") + "\n" + Keep("other").Replace("id: pw", "id: other", StringComparison.Ordinal));
        await using var again = Play();
        await again.StepsAsync(Keep("app"));

        Assert.Equal(Inner(first, "pw"), Inner(again, "pw"));
        Assert.Equal((Changed.Yes, Changed.None), (((Outcome.Succeeded)first.Trace["pw"]).Changed, ((Outcome.Succeeded)again.Trace["pw"]).Changed));
        Assert.Equal($"app\t{Inner(first, "pw")}\nother\t{Inner(first, "other")}\n", await File.ReadAllTextAsync(Saved, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Saved));
    }

    [Fact]
    public async Task A_secret_that_was_saved_is_known_after_a_pause()
    {
        var steps = Keep("app") + "\n- confirm: Go on?\n- { id: use, shell: '[ \"$P\" = \"$(cut -f2 " + Saved + ")\" ] && echo same', env: { P: \"{{ steps.pw.value }}\" }, effect: read }";
        await using var first = Play(new Person());
        Assert.True((await first.StepsAsync(steps)).Paused);
        await using var second = Play(new Person("yes"), first.Reread());

        Assert.Equal(ExitCode.Done, (await second.StepsAsync(steps)).ExitCode);
        Assert.Equal("same", second.Told("use", "stdout"));
    }

    [Theory]
    [InlineData("yes", ExitCode.Done)]
    [InlineData("no", ExitCode.Aborted)]
    public async Task One_that_was_there_already_is_no_change_after_a_pause_either(string answer, int code)
    {
        await using var before = Play();
        await before.StepsAsync(Keep("app"));
        var steps = Keep("app") + "\n- confirm: Go on?\n- { id: use, shell: 'echo ${#P}', env: { P: \"{{ steps.pw.value }}\" }, effect: read }";
        await using var first = Play(new Person());
        Assert.Equal(Changed.None, (await first.StepsAsync(steps)).Changed);
        await using var second = Play(new Person(answer), first.Reread());

        var end = await second.StepsAsync(steps);

        Assert.Equal((code, Changed.None), (end.ExitCode, end.Changed));
        Assert.Empty(end.Changes);
    }

    [Fact]
    public async Task A_generated_secret_that_nothing_kept_is_missing_after_a_pause()
    {
        const string steps = "- { id: pw, secret: \"generate:32\" }\n- confirm: Go on?\n- { id: use, shell: [echo], env: { P: \"{{ steps.pw.value }}\" }, effect: read }";
        await using var first = Play(new Person());
        Assert.True((await first.StepsAsync(steps)).Paused);
        await using var second = Play(new Person("yes"), first.Reread());

        Assert.Equal("RB234", (await second.StepsAsync(steps)).Codes());
    }

    [Fact]
    public async Task A_secret_that_can_be_read_again_is_read_again_after_a_pause()
    {
        const string steps = "- { id: pw, secret: \"env:THERE\" }\n- confirm: Go on?\n- { id: use, shell: 'echo ${#P}', env: { P: \"{{ steps.pw.value }}\" }, effect: read }";
        await using var first = Play(new Person());
        Assert.True((await first.StepsAsync(steps)).Paused);
        await using var second = Play(new Person("yes"), first.Reread());

        Assert.Equal(ExitCode.Done, (await second.StepsAsync(steps)).ExitCode);
        Assert.Equal("8", second.Told("use", "stdout"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task A_line_that_a_crash_left_unfinished_is_no_line_and_is_taken_off(string end)
    {
        await File.WriteAllTextAsync(Saved, $"other\tx\n\0pp\tabc{end}", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Saved, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var play = Play();

        Assert.Equal(ExitCode.Done, (await play.StepsAsync(Keep("app"))).ExitCode);

        Assert.Matches("^other\tx\napp\t[^\t\n]{32}\n$", await File.ReadAllTextAsync(Saved, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("open")]
    [InlineData("link")]
    [InlineData("directory")]
    [InlineData("torn")]
    [InlineData("foreign")]
    [InlineData("no folder")]
    public async Task A_file_that_cannot_be_trusted_is_refused_and_left_alone(string how)
    {
        var path = Saved;
        switch (how)
        {
            case "open":
                await File.WriteAllTextAsync(path, "other\tx\n", TestContext.Current.CancellationToken);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
                break;
            case "link":
                File.CreateSymbolicLink(path, _folder["elsewhere"]);
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "torn":
                await File.WriteAllTextAsync(path, "app\tabc", TestContext.Current.CancellationToken);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                break;
            case "foreign":
                await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                Assert.SkipUnless(Environment.UserName == "root", "only root can give a file away");
                await System.Diagnostics.Process.Start("chown", ["nobody", path]).WaitForExitAsync(TestContext.Current.CancellationToken);
                break;
            default:
                path = _folder["none/secrets.tsv"];
                break;
        }

        await using var play = Play();

        var end = await play.StepsAsync(Keep("app").Replace(Saved, path, StringComparison.Ordinal));

        Assert.Equal((ExitCode.Failed, "RB478"), (end.ExitCode, end.Codes()));
        Assert.False(File.Exists(_folder["elsewhere"]));
    }

    [Theory]
    [InlineData("\"env:{{ params.k }}RE\"", "THE", "hunter22")]
    [InlineData("\"command:[vault, '{{ params.k }}']\"", "a b", "from-the-vault")]
    public async Task The_holes_of_its_source_are_filled(string source, string key, string expected)
    {
        await using var play = Play();
        play.Parameters["k"] = new Value.Text(key);

        var end = await play.RunAsync($"runbook: 1\ntitle: t\nparams: {{ k: {{ type: string, default: '' }} }}\nsteps:\n- {{ id: pw, secret: {source} }}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(expected, Inner(play, "pw"));
    }

    [Theory]
    [InlineData("x, --all]", "RB479")] // one argument, whatever it holds
    [InlineData("--all", "RB424")]
    public async Task A_value_adds_no_argument_and_no_option(string key, string code)
    {
        await using var play = Play();
        play.Parameters["k"] = new Value.Text(key);

        var end = await play.RunAsync("runbook: 1\ntitle: t\nparams: { k: { type: string, default: '' } }\nsteps:\n- { secret: \"command:[vault, '{{ params.k }}']\" }");

        Assert.Equal(code, end.Codes());
    }

    [Theory]
    [InlineData("env:NONE", "RB479")]
    [InlineData("env:ODD", "RB479")]
    public async Task A_secret_that_is_not_there_fails_the_step(string source, string code)
    {
        await using var play = Play();

        Assert.Equal(code, (await play.StepsAsync($"- {{ secret: \"{source}\" }}")).Codes());
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("")]
    public async Task A_key_is_a_word(string key)
    {
        await using var play = Play();
        play.Parameters["k"] = new Value.Text(key);

        var end = await play.RunAsync($"runbook: 1\ntitle: t\nparams: {{ k: {{ type: string, default: '' }} }}\nsteps:\n- {{ secret: \"generate:32\", save: {Saved}, key: \"{{{{ params.k }}}}\" }}");

        Assert.Equal("RB478", end.Codes());
        Assert.False(File.Exists(Saved));
    }

    [Fact]
    public async Task A_dry_run_makes_nothing_and_knows_that_it_is_secret()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere) { IsDryRun = true, Origins = new(_ => ("hunter22", null), _ => throw new InvalidOperationException()) };

        var end = await play.StepsAsync(Keep("app") + "\n- { id: read, secret: \"env:X\" }\n- { id: use, shell: [echo], env: { P: \"{{ steps.pw.value }}\", Q: \"{{ steps.read.value }}\" }, effect: write }");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.False(File.Exists(Saved));
        Assert.Equal("P=‹secret steps.pw›\nQ=‹secret steps.read›\necho", play.Trace.Descriptions.Single(one => one.Step == "use").Description.Text);
    }

    [Fact]
    public async Task A_plan_shows_the_known_part_of_a_source()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere) { IsDryRun = true };

        await play.StepsAsync("- { id: w, shell: [date], effect: write }\n- { id: f, secret: \"file:/etc/secrets/{{ steps.w.stdout }}.key\" }\n- { id: c, secret: \"command:[vault, read, 'db/{{ steps.w.stdout }}']\" }\n- note: \"{{ steps.f.status }} {{ steps.c.status }}\"");

        Assert.Equal(
            ["file:/etc/secrets/(known after step w).key", "command:[vault, read, db/(known after step w)]"],
            play.Trace.Descriptions.Where(one => one.Step is "f" or "c").Select(one => one.Description.Text));
    }

    private static string Inner(SqlPlay play, string step) =>
        ValueText.Of(((Value.Secret)((Outcome.Succeeded)play.Trace[step]).Result["value"]!).Inner);

    private static string CanonicalText(Value value) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(ValueJson.Write(value)));

    private static SqlPlay Play(Person? person = null, IReadOnlyList<JournalEvent>? earlier = null) =>
        new(KindPlay.Nowhere) { Origins = Origins, Operator = person ?? new(), Earlier = earlier ?? [] };

    private string Keep(string key) => $"- {{ id: pw, secret: \"generate:32\", save: {Saved}, key: {key} }}";
}
