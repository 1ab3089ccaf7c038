using System.Text;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Processes;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Shell;

/// <summary>Each hostile text through each kind of hole that is no SQL; a real process says what came out of it.</summary>
public sealed class HostileCommands(ScratchFixture scratch)
{
    private const string Param = "params:\n  x: { type: list, of: string, help: x }";

    /// <summary>One argument of a process has at most 128 KiB.</summary>
    private static readonly string[] Texts = [.. HostileTexts.All.Where(text => text.Length < 100_000)];

    [Fact]
    public async Task As_an_argument_each_text_is_one_argument()
    {
        var arguments = string.Concat(Texts.Select((_, i) => $"\n    - {Hole(i)}\n    - \"<{{{{ (params.x)[{i}] }}}}>\""));

        var lines = await HexAsync($"- id: it\n  effect: read\n  allow_dash: true\n  shell:\n    - {Dummy.Program}\n    - hex{arguments}");

        Assert.Equal(Texts.SelectMany(text => (string[])[text, $"<{text}>"]).Select(Hex), lines);
    }

    [Fact]
    public async Task As_a_variable_each_text_goes_into_a_script_and_on_as_one_argument()
    {
        var script = string.Concat(Texts.Select((_, i) => $" \"$V{i}\""));

        var lines = await HexAsync($"- id: it\n  effect: read\n  env:\n    D: {Dummy.Program}\n{Variables()}\n  shell: |\n    exec \"$D\" hex{script}");

        Assert.Equal(Texts.Select(Hex), lines);
    }

    [Fact]
    public async Task As_a_variable_each_text_is_what_the_process_reads()
    {
        var lines = await HexAsync($"- id: it\n  effect: read\n  env:\n{Variables()}\n  shell: [{Dummy.Program}, hex-env]");

        Assert.Equal(Texts.Select(Hex), lines);
    }

    [Fact]
    public async Task As_input_the_texts_are_what_the_process_reads()
    {
        var all = string.Concat(Texts.Select((_, i) => $"<{{{{ (params.x)[{i}] }}}}>"));

        var lines = await HexAsync($"- id: it\n  effect: read\n  stdin: \"{all}\"\n  shell: [{Dummy.Program}, hex-stdin]");

        Assert.Equal([Hex(string.Concat(Texts.Select(text => $"<{text}>")))], lines);
    }

    [Fact]
    public async Task In_a_note_and_a_title_each_text_is_itself()
    {
        await using var play = Play(Texts);

        await play.StepsAsync("- for_each: params.x\n  title: \"<{{ item }}>\"\n  note: \"{{ item }}|{{ item }}\"", Param);

        Assert.Equal(Texts.Select(text => $"{text}|{text}"), play.Trace.Descriptions.Select(one => one.Description.Text));
    }

    [Theory]
    [InlineData(HoleKind.Text)]
    [InlineData(HoleKind.Argument)]
    public void In_a_template_each_text_is_itself(HoleKind kind)
    {
        var alone = Template.Parse(MappedText.Of(new Source("t", "{{ x }}")), kind, [])!;
        var among = Template.Parse(MappedText.Of(new Source("t", "{%{ {{ }%}{{ x }}'{{ x }}' $1 {{ 'x' }}")), kind, [])!;
        foreach (var text in HostileTexts.All)
        {
            Assert.Equal(new Value.Text(text), alone.Render(new OneName(text)).Value);
            Assert.Equal(new Value.Text($" {{{{ {text}'{text}' $1 x"), among.Render(new OneName(text)).Value);
        }
    }

    [Fact]
    public async Task A_text_that_begins_with_a_dash_is_refused_where_an_option_could_stand()
    {
        List<string> wrong = [];
        var dashes = Texts.Where(text => text.StartsWith('-')).ToList();
        Assert.True(dashes.Count >= 20);
        await using var play = Play([]);
        foreach (var text in dashes)
        {
            play.Parameters["x"] = new Value.List([new Value.Text(text)]);
            await play.StepsAsync($"- id: it\n  effect: read\n  shell: [{Dummy.Program}, hex, \"{{{{ (params.x)[0] }}}}\"]", Param);
            if (play.Trace["it"] is not Outcome.Failed { Why.Code: "RB424" })
            {
                wrong.Add(text);
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("shell: [DUMMY, hex, \"{{ (params.x)[0] }}\"]")]
    [InlineData("shell: [DUMMY, hex, \"a{{ (params.x)[0] }}\"]")]
    [InlineData("shell: [DUMMY, hex-env]\n  env: { V0: \"{{ (params.x)[0] }}\" }")]
    [InlineData("shell: [DUMMY, hex-stdin]\n  stdin: \"{{ (params.x)[0] }}\"")]
    [InlineData("shell: [DUMMY, hex]\n  cwd: \"{{ (params.x)[0] }}\"")]
    public async Task NUL_and_half_a_character_are_refused_before_anything_starts(string step)
    {
        foreach (var text in (string[])["a\0b", "\0", "a\ud800b", "\udc00", "\udc00\ud800"])
        {
            await using var play = Play([text]);

            await play.StepsAsync($"- id: it\n  effect: read\n  {step.Replace("DUMMY", Dummy.Program, StringComparison.Ordinal)}", Param);

            Assert.Equal("RB223", Assert.IsType<Outcome.Failed>(play.Trace["it"]).Why.Code);
        }
    }

    private static string Hole(int i) => $"\"{{{{ (params.x)[{i}] }}}}\"";

    private static string Variables() => string.Join('\n', Texts.Select((_, i) => $"    V{i}: {Hole(i)}"));

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private async Task<string[]> HexAsync(string steps)
    {
        await using var play = Play(Texts);
        await play.StepsAsync(steps, Param);
        var succeeded = play.Trace["it"] as Outcome.Succeeded;
        Assert.True(succeeded is not null, (play.Trace["it"] as Outcome.Failed)?.Why.Message);
        return ValueText.Of(succeeded.Result["stdout"]!).Split('\n');
    }

    private SqlPlay Play(IEnumerable<string> texts)
    {
        Environment.SetEnvironmentVariable("DOTNET_ROOT", Dummy.Environment["DOTNET_ROOT"]);
        return new(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.List([.. texts.Select(text => new Value.Text(text))]) } };
    }

    private sealed class OneName(string text) : IScope
    {
        public IEnumerable<string> Names => ["x"];

        public bool IsRoot(string name) => false;

        public Value? Name(string name) => new Value.Text(text);

        public Value? Member(string root, string name) => null;

        public IEnumerable<string> Members(string root) => [];
    }
}
