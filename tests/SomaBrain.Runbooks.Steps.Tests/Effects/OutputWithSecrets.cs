using System.Text;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Kinds;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A mask is for eyes: what is computed, bound or written has what a command or a server really said.</summary>
public sealed class OutputWithSecrets(ScratchFixture scratch) : IDisposable
{
    private const string Word = "cAn4ry-of-the-mine";
    private const string Top = "params:\n  word: { type: secret, from: \"env:X\" }";
    private const string Conf = "- id: conf\n  effect: read\n  env: { W: \"{{ params.word }}\" }\n  shell: ";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'printf \"\\\"app\\\" \\\"%s\\\"\\n\" \"$W\"'", "steps.conf.stdout", $"\"app\" \"{Word}\"")]
    [InlineData("'echo x; echo \"$W\"'", "steps.conf.lines[1]", Word)]
    [InlineData("'echo oh; echo \"$W!\" >&2'", "steps.conf.stderr", $"{Word}!")]
    [InlineData("'printf \"%s\" \"$W\" | base64'", "steps.conf.stdout", "Y0FuNHJ5LW9mLXRoZS1taW5l")]
    [InlineData("'printf \"{\\\"%s\\\":[1,\\\"%s\\\"]}\" \"$W\" \"$W\"'\n  parse: json", "steps.conf.json[params.word][1]", Word)]
    [InlineData("'printf \"a\\t%s\" \"$W\"'\n  parse: tsv", "steps.conf.rows[0][1]", Word)]
    public async Task What_a_command_prints_is_used_as_it_is_and_shown_masked(string shell, string expression, string expected)
    {
        await using var play = Nowhere(Word);

        var end = await play.StepsAsync($"{Conf}{shell}\n- {{ effect: read, stdin: \"{{{{ {expression} }}}}\", shell: 'cat > {_folder["file"]}' }}", Top);

        Assert.Equal((ExitCode.Done, expected), (end.ExitCode, await File.ReadAllTextAsync(_folder["file"], TestContext.Current.CancellationToken)));
        Assert.DoesNotContain(Word, Kept(play), StringComparison.Ordinal);
        Assert.Contains("\"masked\":", Kept(play), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_secret_does_not_change_a_path()
    {
        await using var play = Nowhere("main");

        var end = await play.StepsAsync($"{Conf}echo /var/lib/postgresql/15/main\n- {{ id: use, effect: read, env: {{ DIR: \"{{{{ steps.conf.stdout }}}}\" }}, shell: 'echo ${{#DIR}}' }}", Top);

        Assert.Equal((ExitCode.Done, "27", "/var/lib/postgresql/15/***"), (end.ExitCode, play.Told("use", "stdout"), play.Told("conf", "stdout")));
    }

    [Fact]
    public async Task A_statement_gets_it_too()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync()) { Masker = Masker.None.With(Word) };
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text(Word));

        await play.StepsAsync($"{Conf}'echo \"password=$W\"'\n- {{ id: it, sql: \"SELECT {{{{ steps.conf.stdout }}}} = 'password=' || {{{{ params.word }}}} AS same\" }}", Top);

        Assert.Equal("t", play.Trace.Text("it", "same"));
    }

    [Theory]
    [InlineData("shell: [echo, \"{{ steps.conf.stdout }}\"]\n  effect: read")]
    [InlineData("shell: [echo, \"{{ size(steps.conf.lines) }}\"]\n  effect: read")]
    public async Task It_is_a_secret_in_an_argument(string use)
    {
        await using var play = Nowhere(Word);

        var end = await play.StepsAsync($"{Conf}'echo \"$W\"'\n- {use}", Top);

        Assert.Equal("RB423", end.Codes());
    }

    [Fact]
    public async Task Text_for_people_has_it_masked()
    {
        await using var play = Nowhere(Word);

        await play.StepsAsync($"{Conf}'echo \"password=$W!\"'\n- {{ id: it, note: \"it says {{{{ steps.conf.stdout }}}}\" }}", Top);

        Assert.Equal("it says password=***!", play.Trace.Descriptions.Single(one => one.Step == "it").Description.Text);
    }

    [Fact]
    public async Task So_has_what_a_question_shows()
    {
        var person = new Person("yes");
        await using var play = new SqlPlay(KindPlay.Nowhere) { Masker = Masker.None.With(Word), Operator = person };
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text(Word));

        await play.StepsAsync($"{Conf}'echo [databases]; echo \"password=$W\"'\n- {{ confirm: Go on?, show: [steps.conf.lines, \"steps.conf.lines[0]\"] }}", Top);

        Assert.Contains("[databases]\n  password=***", Assert.Single(person.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_beside_the_secret_do_not_vanish_from_later_output()
    {
        await using var play = Nowhere(Word);

        await play.StepsAsync($"{Conf}'echo [databases]; echo \"$W\"'\n- {{ id: use, effect: read, stdin: \"{{{{ steps.conf.stdout }}}}\", shell: 'cat; echo [databases]' }}", Top);

        Assert.Equal("[databases]\n***[databases]", play.Told("use", "stdout"));
    }

    [Theory]
    [InlineData("read", "")]
    [InlineData("write", "RB234")]
    public async Task After_a_resume_a_read_is_read_again_and_the_result_of_a_write_is_gone(string effect, string code)
    {
        await using var play = Nowhere(Word);
        var yaml = SqlPlay.Yaml($"{Conf.Replace("effect: read", $"effect: {effect}", StringComparison.Ordinal)}'echo \"$W\"'\n- {{ id: use, effect: read, stdin: \"{{{{ steps.conf.stdout }}}}\", shell: 'cat > {_folder["file"]}' }}", Top);
        await play.RunAsync(yaml);
        var earlier = play.Reread().TakeWhile(one => one is not JournalEvent.StepIntent { Step: "2" }).ToList();
        File.Delete(_folder["file"]);

        var end = await play.RunAsync(yaml, earlier);

        Assert.Equal(code, end.Codes());
        Assert.Equal(code.Length == 0, File.Exists(_folder["file"]) && await File.ReadAllTextAsync(_folder["file"], TestContext.Current.CancellationToken) == Word);
    }

    [Fact]
    public async Task So_it_is_with_the_answer_of_a_web_server()
    {
        using var server = new WebServer(_ => WebServer.Ok($$"""{ "token": "{{Word}}" }"""));
        await using var play = Nowhere(Word);

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}, effect: read }}\n- {{ effect: read, stdin: \"{{{{ steps.it.json.token }}}}{{{{ size(steps.it.body) }}}}\", shell: 'cat > {_folder["file"]}' }}", Top);

        Assert.Equal((ExitCode.Done, $"{Word}33"), (end.ExitCode, await File.ReadAllTextAsync(_folder["file"], TestContext.Current.CancellationToken)));
        Assert.Equal("""{ "token": "***" }""", play.Told("it", "body"));
        Assert.DoesNotContain(Word, Kept(play), StringComparison.Ordinal);
    }

    private static SqlPlay Nowhere(string word)
    {
        var play = new SqlPlay(KindPlay.Nowhere) { Masker = Masker.None.With(word) };
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text(word));
        return play;
    }

    private static string Kept(SqlPlay play) => string.Join('\n', play.Journal.Events
        .Select(one => Encoding.UTF8.GetString(CanonicalJson.Write(JournalLine.ToJson(new(1, 1, DateTimeOffset.UnixEpoch, "", one.Event))))));
}
