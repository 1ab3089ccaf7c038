using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Cli.Tests.Views;

namespace SomaBrain.Runbooks.Cli.Tests.Writing;

/// <summary>Command lines completed by the shells themselves, which have been told nothing but `runbook completion`.</summary>
public sealed class Completing
{
    private const string Playbook = """
        runbook: 1
        title: t
        params:
          days: { type: integer, default: 30, help: Older rows go. }
          date: { type: timestamp, optional: true }
          mode: { type: enum, values: [fast, safe], default: safe }
        targets: { db: {}, other: {} }
        steps: [{ note: "{{ params.days }} {{ params.mode }} {{ params.date }}" }]
        """;

    public static TheoryData<string, string> Lines => new()
    {
        { "runbook hist", "history" },
        { "runbook plan arch", "archive-logs" },
        { "runbook run emergency", "" },
        { "runbook view playbooks/em", "playbooks/emergency/failover.yaml" },
        { "runbook run archive-logs --tar", "--target" },
        { "runbook run archive-logs -p ", "date= days= mode=" },
        { "runbook run archive-logs -p d", "date= days=" },
        { "runbook run archive-logs --dry-run --param mo", "mode=" },
        { "runbook run archive-logs -p mode=", "mode=fast mode=safe" },
        { "runbook run archive-logs --format nag", "nagios" },
        { "runbook run failover --target ", "prod scratch" },
        { "runbook run archive-logs --target oth", "other=prod other=scratch" },
        { "runbook show 2026", "20261122T164012Z-7k3f9q 20261123T164012Z-7k3f9q" },
        { "runbook verify la", "last" },
        { "runbook report last --format ht", "html" },
        { "runbook history --status pa", "paused" },
        { "runbook history --since 7", "7d" },
        { "runbook completion f", "fish" },
        { "runbook schema j", "journal" },
        { "runbook explain RB91", "RB910 RB911 RB912" },
        { "runbook run archive-logs -p nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void In_bash(string line, string expected)
    {
        // bash replaces only what stands behind the last `=`
        var behind = line.Contains('=', StringComparison.Ordinal);
        Completes(expected, words => behind ? words.Replace($"{line.Split(' ')[^1]}", "", StringComparison.Ordinal) : words, $$"""
            eval "$(runbook completion bash)"
            [[ $(complete -p runbook) == *_runbook* ]] || exit 1
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _runbook
            printf '%s\n' "${COMPREPLY[@]}"
            """, "bash");
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void In_zsh(string line, string expected) => Completes(expected, words => words, $$"""
        compdef() { [[ $* == '_runbook runbook' ]] || exit 1 }
        compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- "$@" }
        _files() { }
        source <(runbook completion zsh)
        line='{{line}}'
        words=(${(s: :)line})
        [[ $line == *' ' ]] && words+=('')
        CURRENT=$#words
        _runbook
        """, "zsh", "-f");

    [Theory]
    [MemberData(nameof(Lines))]
    public void In_fish(string line, string expected) => Completes(expected, words => words, $$"""
        runbook completion fish | source
        complete -C '{{line}}' | string split -f1 \t | string match -v '*/'
        true
        """, "fish", "--no-config");

    [Theory]
    [InlineData("zsh -i", "runbook run archive-logs -p ", "date=", "days=  -- Older rows go.")]
    [InlineData("zsh -i", "runbook show 2026112", "20261122T164012Z-7k3f9q", "20261123T164012Z-7k3f9q")]
    [InlineData("zsh -i", "runbook plan arch", "> runbook plan archive-logs")]
    [InlineData("zsh -i", "runbook run archive-logs -p mode=f", "> runbook run archive-logs -p mode=fast")]
    [InlineData("bash --norc -i", "runbook run archive-logs -p d", "date=", "days=")]
    [InlineData("bash --norc -i", "runbook plan arch", "> runbook plan archive-logs")]
    [InlineData("bash --norc -i", "runbook run archive-logs -p mode=f", "> runbook run archive-logs -p mode=fast")]
    [InlineData("bash --norc -i", "runbook plan my", @"> runbook plan my\ own")]
    [InlineData("bash --norc -i", @"runbook plan my\ o", @"> runbook plan my\ own")]
    [InlineData("bash --norc -i", @"runbook run my\ own -p w", @"> runbook run my\ own -p word=")]
    [InlineData("bash --norc -i", "runbook plan ex", @"> runbook plan ex\$\(touch\$\{IFS\}made\)\;")]
    [InlineData("zsh -i", "runbook plan ex", @"> runbook plan ex\$\(touch\$\{IFS\}made\)\;")]
    [InlineData("fish --no-config -i", "runbook plan ex", @"> runbook plan ex\$\(touch\$\{IFS\}made\)\;")]
    [InlineData("zsh -i", @"runbook plan my\ o", @"> runbook plan my\ own")]
    [InlineData("zsh -i", @"runbook run my\ own -p w", @"> runbook run my\ own -p word=")]
    [InlineData("fish --no-config -i", @"runbook plan my\ o", @"> runbook plan my\ own")]
    [InlineData("fish --no-config -i", "runbook run archive-logs -p d", "date=", "Older rows go.")]
    [InlineData("fish --no-config -i", "runbook plan arch", "> runbook plan archive-logs")]
    public void At_a_prompt(string shell, string typed, params string[] shown)
    {
        using var lab = Filled();
        lab.Folder.Write(".zshrc", "PS1='> '; autoload -Uz compinit; compinit -u -D; source <(runbook completion zsh)\n");
        var told = shell.Split(' ')[0] switch
        {
            "bash" => "PS1='> '; unset HISTFILE; bind 'set show-all-if-ambiguous on'; eval \"$(runbook completion bash)\"",
            "fish" => "function fish_prompt; echo '> '; end; runbook completion fish | source",
            _ => "true",
        };
        using var terminal = new Tmux($"cd '{lab.Folder.Path}' && env -i HOME=$PWD ZDOTDIR=$PWD TERM=screen LANG=C.UTF-8 RUNBOOK_STATE=$PWD/state PATH=$PWD/bin:/usr/bin:/bin {shell}");
        Shows(terminal, lines => lines[^1].Length > 0);
        terminal.Keys("-l", $" {told}; clear; echo ready");
        terminal.Keys("Enter");
        Shows(terminal, lines => lines.Contains("ready"));
        terminal.Keys("-l", typed);
        terminal.Keys("Tab");
        Shows(terminal, lines => Array.TrueForAll(shown, word => lines.Any(line => line.Contains(word, StringComparison.Ordinal))));
    }

    private static void Shows(Tmux terminal, Func<string[], bool> good)
    {
        var lines = terminal.Lines();
        for (var i = 0; i < 600 && !good(lines); i++)
        {
            Thread.Sleep(50);
            lines = terminal.Lines();
        }

        Assert.True(good(lines), string.Join('\n', lines));
    }

    private static void Completes(string expected, Func<string, string> seen, string script, string shell, params string[] options)
    {
        using var lab = Filled();
        lab.Folder.Write("script", script);
        using var running = lab.Script($"PATH=$PWD/bin:$PATH RUNBOOK_PATH=$PWD/more exec {shell} {string.Join(' ', options)} ./script", "");
        var result = running.Ends().Exits(0);
        Assert.Equal("", result.Errors);
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(seen).Order(StringComparer.Ordinal),
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private static Lab Filled()
    {
        var lab = new Lab();
        lab.Folder.Write("playbooks/archive-logs.yaml", Playbook);
        lab.Folder.Write("playbooks/emergency/failover.yaml", "runbook: 1\ntitle: t\nsteps: [{ note: x }]\n");
        lab.Folder.Write("playbooks/my own.yaml", "runbook: 1\ntitle: t\nparams: { word: { type: string } }\nsteps: [{ note: x }]\n");
        lab.Folder.Write("playbooks/ex$(touch${IFS}made);.yaml", "runbook: 1\ntitle: t\nsteps: [{ note: x }]\n");
        lab.Folder.Write("more/failover.yaml", "runbook: 1\ntitle: t\nsteps: [{ note: x }]\n");
        lab.Folder.Write("runbook.targets.yaml", "targets: 1\nservers:\n  prod: { connect: host=nowhere }\n");
        Directory.CreateDirectory(lab.Folder["state/20261122T164012Z-7k3f9q"]);
        Directory.CreateDirectory(lab.Folder["state/20261123T164012Z-7k3f9q"]);
        File.SetUnixFileMode(lab.State, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(lab.Folder["bin"]);
        File.CreateSymbolicLink(lab.Folder["bin/runbook"], Repository.Program);
        return lab;
    }
}
