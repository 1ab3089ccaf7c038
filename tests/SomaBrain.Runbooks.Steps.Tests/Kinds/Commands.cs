using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class Commands
{
    [Fact]
    public async Task A_key_that_json_may_leave_out_is_missing_also_after_a_resume()
    {
        await using var play = KindPlay.With(new Person());
        var yaml = SqlPlay.Yaml(
            """
            - { id: it, effect: write, parse: json, shell: [echo, '[{"name":"a"},{"name":"b","lag":0}]'] }
            - { id: use, for_each: steps.it.json, as: m, shell: [echo, "{{ m.lag ?? 'n/a' }}"], effect: read }
            - { id: all, shell: [echo, "{{ steps.use.each[0].stdout }} {{ steps.use.each[1].stdout }}"], effect: read }
            """);
        await play.RunAsync(yaml);
        Assert.Equal("n/a 0", play.Told("all", "stdout"));

        var end = await play.RunAsync(yaml, play.Reread().TakeWhile(one => one is not JournalEvent.StepIntent { Step: "2[0]" }));

        Assert.Equal((ExitCode.Done, "n/a 0"), (end.ExitCode, play.Told("all", "stdout")));
    }

    [Fact]
    public async Task An_argument_is_one_argument_whatever_it_holds()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere);
        play.Parameters["v"] = new Value.Text("a b; $(id) '\"\n*");

        await play.RunAsync("runbook: 1\ntitle: t\nparams: { v: { type: string, default: x } }\nsteps:\n- { id: it, shell: [printf, '%s|', \"{{ params.v }}\", x], effect: read }");

        Assert.Equal("a b; $(id) '\"\n*|x|", play.Told("it", "stdout"));
    }

    [Theory]
    [InlineData("json", """{"a": [1, 2.50, null]}""", "json.a[1]", "2.50")]
    [InlineData("json", "\\n 7 \\n", "json", "7")]
    [InlineData("tsv", "a\\tb c\\n\\td\\n", "rows[1][1]", "d")]
    [InlineData("tsv", "a\\tb c\\n\\td\\n", "rows[0][1]", "b c")]
    [InlineData("lines", "a\\n\\nb\\n", "lines[2]", "b")]
    [InlineData("lines", "", "size(steps.it.lines)", "0")]
    public async Task Output_is_read_as_what_it_is(string form, string printed, string member, string value)
    {
        await using var play = new SqlPlay(KindPlay.Nowhere);

        await play.StepsAsync($"- {{ id: it, shell: [printf, '{printed}'], parse: {form}, effect: read }}\n- {{ id: use, shell: [printf, '%s', \"{{{{ {(member.StartsWith("size", StringComparison.Ordinal) ? member : $"steps.it.{member}")} }}}}\"], effect: read }}");

        Assert.Equal(value, play.Told("use", "stdout"));
    }

    [Theory]
    [InlineData("json", "printf no", "RB426")]
    [InlineData("json", "true", "RB426")]
    [InlineData("json", "printf '{}{}'", "RB426")]
    [InlineData("json", "printf '{\"a\": NaN}'", "RB426")]
    [InlineData("json", "head -c 2000000 /dev/zero | tr '\\\\0' '['", "RB427")]
    [InlineData("json", "printf '\\\\xff'", "RB426")]
    [InlineData("tsv", "head -c 2000000 /dev/zero | tr '\\\\0' x", "RB427")]
    public async Task Bad_output_fails_the_step(string form, string script, string code)
    {
        await using var play = new SqlPlay(KindPlay.Nowhere);

        var end = await play.StepsAsync($"- {{ id: it, shell: \"{script.Replace("\"", "\\\"", StringComparison.Ordinal)}\", parse: {form}, effect: read }}");

        Assert.Equal((ExitCode.Failed, code), (end.ExitCode, end.Codes()));
    }

    [Theory]
    [InlineData("exit 3", "", ExitCode.Failed, "RB421")]
    [InlineData("exit 3", ", exit: [0, 3]", ExitCode.Done, "")]
    [InlineData("exit 0", ", exit: 3", ExitCode.Failed, "RB421")]
    [InlineData("false | true", "", ExitCode.Failed, "RB421")]
    [InlineData("echo $unset", "", ExitCode.Failed, "RB421")]
    [InlineData("kill -9 $$", "", ExitCode.Failed, "RB421")]
    public async Task An_exit_code_is_expected_or_a_failure(string script, string option, int exit, string code)
    {
        await using var play = new SqlPlay(KindPlay.Nowhere);

        var end = await play.StepsAsync($"- {{ id: it, shell: \"{script}\"{option}, effect: read }}");

        Assert.Equal((exit, code), (end.ExitCode, end.Codes()));
    }

    [Fact]
    public async Task The_plan_shows_environment_input_directory_and_user()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere) { IsDryRun = true };
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));

        await play.RunAsync("runbook: 1\ntitle: t\nparams: { pw: { type: secret, from: \"env:X\" } }\nsteps:\n- { id: it, shell: [cat, a b], env: { A: x y, P: \"{{ params.pw }}\" }, cwd: /tmp, stdin: \"in: {{ params.pw }}\", user: nobody, effect: write }");

        Assert.Equal("A='x y'\nP=‹secret params.pw›\ncat 'a b'\nuser: nobody\ncwd: /tmp\nstdin: in: {{ params.pw }}", play.Trace.Descriptions[0].Description.Text);
    }

    [Fact]
    public async Task A_secret_in_an_argument_is_refused_when_it_is_computed_too()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere);
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));

        var end = await play.RunAsync("runbook: 1\ntitle: t\nparams: { pw: { type: string, default: x } }\nsteps:\n- { shell: [echo, \"{{ params.pw == null ? 'none' : params.pw + '!' }}\"], effect: read }");

        Assert.Equal("RB423", end.Codes());
        Assert.DoesNotContain("hunter22", end.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_told_before_anything_runs()
    {
        using var folder = new TempFolder();
        await using var play = new SqlPlay(KindPlay.Nowhere);

        var end = await play.StepsAsync($"- {{ id: it, shell: [touch, {folder["made"]}], user: no-such-user, effect: write }}");

        Assert.Equal((ExitCode.Failed, Changed.None, "RB488"), (end.ExitCode, end.Changed, end.Codes()));
        Assert.False(File.Exists(folder["made"]));
    }

    [Fact]
    public async Task Another_user_gets_the_environment_the_input_and_a_password_file_of_its_own()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can become another user without a password");
        await using var play = new SqlPlay("host=/nowhere port=5432 user=app dbname=d password=geheim22");
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter\n22"));

        var end = await play.RunAsync("""
            runbook: 1
            title: t
            params: { pw: { type: secret, from: "env:X" } }
            steps:
            - id: it
              user: nobody
              effect: read
              env: { P: "{{ params.pw }}", EMPTY: "" }
              stdin: "line one\nline two"
              shell: |
                id -un; id -gn; echo "${#P} [$EMPTY] $HOME $USER $LC_ALL $PGUSER"
                cat; echo
                cat "$PGPASSFILE"; stat -c '%a %U' "$PGPASSFILE"
                env | grep -E '^[A-Z_]+=' | cut -d= -f1 | sort | tr '\n' ' '; echo
                ps -eo args | grep -c '[h]unter' || true
            - { id: direct, user: root, shell: [id, -un], effect: read }
            - { id: argv, user: nobody, shell: [printf, "%s|", "a b", "-x"], allow_dash: true, effect: read }
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        var lines = play.Told("it", "stdout").Split('\n');
        Assert.Equal(["nobody", "nogroup", "9 [] /nonexistent nobody C.UTF-8 app", "line one", "line two"], lines[..5]);
        Assert.Contains(":app:", lines[5], StringComparison.Ordinal);
        Assert.StartsWith("localhost:5432:*:app:", lines[6], StringComparison.Ordinal);
        Assert.Equal("600 nobody", lines[7]);
        Assert.Equal("EMPTY HOME LC_ALL LOGNAME P PATH PGAPPNAME PGDATABASE PGHOST PGPASSFILE PGPORT PGSSLMODE PGUSER PWD RUNBOOK_RUN SHLVL USER _", lines[8].Replace("LANG ", "", StringComparison.Ordinal).Replace("TZ ", "", StringComparison.Ordinal).Trim());
        Assert.Equal("0", lines[9]);
        Assert.Equal("root", play.Told("direct", "stdout"));
        Assert.Equal("a b|-x|", play.Told("argv", "stdout"));
    }

    [Fact]
    public async Task Only_the_password_file_of_a_run_that_is_gone_is_swept()
    {
        await using var play = new SqlPlay("host=/nowhere port=5432 user=app dbname=d password=geheim22");
        await play.StepsAsync("- { id: it, shell: 'echo \"$PGPASSFILE\"; stat -c %a:%U \"$PGPASSFILE\"', effect: read }");
        var ours = Path.GetDirectoryName(play.Told("it", "stdout").Split('\n')[0])!;
        var owner = Path.GetFileName(ours).Split('-')[2];
        var parts = owner.Split('.');
        Assert.Equal($"{Environment.ProcessId}", parts[0]);
        string[] gone = [Left($"{parts[0]}.1.{parts[2]}.{parts[3]}"), Left($"4194304.{parts[1]}.{parts[2]}.{parts[3]}"), Left($"{parts[0]}.{parts[1]}.{parts[2]}.0123456789abcdef0123456789abcdef")];
        string[] kept = [ours, Left(owner), Left($"{parts[0]}.1.4711.{parts[3]}"), Left("x.1.2.3"), Left("AbCdEf")];

        SqlSessions.Sweep();

        Assert.DoesNotContain(gone, Directory.Exists);
        Assert.All(kept, folder => Assert.True(File.Exists(Path.Combine(folder, "pgpass")), folder));
        foreach (var folder in kept[1..])
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Left(string owner)
        {
            var folder = Directory.CreateTempSubdirectory($"rb-pass-{owner}-").FullName;
            File.WriteAllText(Path.Combine(folder, "pgpass"), "x");
            return folder;
        }
    }

    [Fact]
    public async Task Another_user_may_be_stopped()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can become another user without a password");
        await using var play = new SqlPlay(KindPlay.Nowhere);

        var end = await play.StepsAsync("- { id: it, shell: [sleep, '4711'], user: nobody, timeout: 500ms, effect: read }");

        Assert.Equal("RB401", end.Codes());
        Assert.DoesNotContain(System.Diagnostics.Process.GetProcessesByName("sleep"), process => CommandLine(process.Id) == "sleep\04711\0");
    }

    /// <summary>Empty for one that has gone meanwhile: other tests have their own.</summary>
    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
