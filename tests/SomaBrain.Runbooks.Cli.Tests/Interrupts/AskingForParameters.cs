using System.Diagnostics;
using SomaBrain.Runbooks.Cli.Tests.Views;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>What a playbook needs and was not given, at a real terminal.</summary>
public sealed class AskingForParameters
{
    private const string Playbook = """
        runbook: 1
        title: Parameters
        params:
          days: { type: integer, min: 1, max: 365, help: Older events go. }
          mode: { type: enum, values: [fast, safe], default: fast }
          password: { type: secret, from: prompt, min: 4 }
        steps:
          - note: "{{ params.days }} days, {{ params.mode }}"
        """;

    [Fact]
    public void They_are_asked_for_and_the_run_goes_on()
    {
        using var folder = new TempFolder();
        using var terminal = Start(folder, "");

        See(terminal, "a whole number from 1 up to 365:").Keys("400");
        See(terminal, "above the highest").Keys("Enter", "4", "0", "Enter");
        See(terminal, "not shown").Keys("hunter22", "Enter");
        See(terminal, "ended 0");

        var lines = string.Join('\n', terminal.Lines());
        Assert.Contains("40 days, fast", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void All_are_asked_for_with_their_defaults_when_that_is_wanted()
    {
        using var folder = new TempFolder();
        using var terminal = Start(folder, "-p days=3 --ask");

        See(terminal, "as it is written [fast]:").Keys("2", "Enter");
        See(terminal, "not shown").Keys("hunter22", "Enter");
        See(terminal, "ended 0");

        Assert.Contains("3 days, safe", string.Join('\n', terminal.Lines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C-c")]
    [InlineData("C-d")]
    public void A_person_who_leaves_stops_it_before_the_start(string key)
    {
        using var folder = new TempFolder();
        using var terminal = Start(folder, "");

        See(terminal, "a whole number").Keys(key);
        See(terminal, "ended 10");

        Assert.Contains("error[RB904]", string.Join('\n', terminal.Lines()), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Directory.CreateDirectory(folder["state"]).FullName));
    }

    private static Tmux Start(TempFolder folder, string more)
    {
        var playbook = folder.Write("x.yaml", Playbook);
        return new($"env RUNBOOK_STATE={folder["state"]} {Repository.Program} run {playbook} --target host=/nowhere {more}; echo ended $?", 100);
    }

    private static Tmux See(Tmux terminal, string text)
    {
        var patience = Stopwatch.StartNew();
        while (!string.Join('\n', terminal.Lines()).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), $"the terminal never showed `{text}`:\n{string.Join('\n', terminal.Lines())}");
            Thread.Sleep(50);
        }

        return terminal;
    }
}
