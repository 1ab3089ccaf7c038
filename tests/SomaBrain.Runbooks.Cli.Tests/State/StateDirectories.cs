using SomaBrain.Runbooks.Cli.State;

namespace SomaBrain.Runbooks.Cli.Tests.State;

public static class StateDirectories
{
    [Theory]
    [InlineData("/own", "/xdg", "/home/me", "/own")]
    [InlineData("/own/", "/xdg", "/home/me", "/own")]
    [InlineData(null, "/xdg", "/home/me", "/xdg/runbook")]
    [InlineData(null, "relative", "/home/me", "/home/me/.local/state/runbook")]
    [InlineData("", "", "/home/me", "/home/me/.local/state/runbook")]
    [InlineData("relative", null, "/home/me", null)]
    [InlineData(null, null, null, null)]
    public static void The_place_comes_from_the_environment(string? own, string? xdg, string? home, string? expected) =>
        Assert.Equal(expected, StateDirectory.Locate(name => name switch { "RUNBOOK_STATE" => own, "XDG_STATE_HOME" => xdg, _ => home }));

    [Fact]
    public static void What_is_created_is_for_its_owner_only()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        using var journal = run.OpenJournal();
        journal!.Write("x"u8);
        run.Put("output"u8);
        var playbook = run.Keep("a.yaml", "A", "runbook: 1"u8);
        foreach (var directory in new[] { temporary.Path, Path.Combine(temporary.Path, ".runbook"), run.Path, Path.Combine(run.Path, "outputs"), Path.Combine(run.Path, "playbooks") })
        {
            Assert.Equal(StateDirectory.OwnerOnly, File.GetUnixFileMode(directory));
        }

        foreach (var file in Directory.EnumerateFiles(run.Path, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(StateDirectory.OwnerFile, File.GetUnixFileMode(file));
        }

        Assert.Equal("runbook: 1", File.ReadAllText(Path.Combine(run.Path, "playbooks", $"{playbook.Sha256}.yaml")));
    }

    [Theory]
    [InlineData("0777")]
    [InlineData("0770")]
    [InlineData("0702")]
    public static void A_directory_that_others_may_write_is_refused(string mode)
    {
        using var temporary = new TemporaryState();
        File.SetUnixFileMode(temporary.Path, (UnixFileMode)Convert.ToInt32(mode, 8));
        var (state, problem) = StateDirectory.Open(temporary.Environment);
        Assert.Null(state);
        Assert.Equal("RB503", problem!.Code);
        Assert.Equal($"others may write to the state directory `{temporary.Path}` (mode {mode})", problem.Message);
        Assert.StartsWith($"chmod 700 '{temporary.Path}'", problem.Hint);
    }

    [Fact]
    public static void A_directory_that_cannot_be_made_is_a_problem_not_an_exception()
    {
        var (state, problem) = StateDirectory.Open(name => name == "RUNBOOK_STATE" ? "/proc/nowhere" : null);
        Assert.Null(state);
        Assert.Equal("RB502", problem!.Code);
        Assert.Equal("RB501", StateDirectory.Open(_ => null).Problem!.Code);
        Assert.Contains("RUNBOOK_STATE is `here`", StateDirectory.Open(name => name == "RUNBOOK_STATE" ? "here" : "/root").Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public static void A_run_is_found_by_name_beginning_or_as_the_last()
    {
        using var temporary = new TemporaryState();
        string[] runs = ["20261121T100000Z-aaaaaa", "20261122T100000Z-bbbbbb", "20261122T110000Z-cccccc"];
        foreach (var name in runs.Append("not-a-run"))
        {
            Directory.CreateDirectory(Path.Combine(temporary.Path, name));
            File.WriteAllText(Path.Combine(temporary.Path, name, "journal.jsonl"), "");
        }

        var state = temporary.State!;
        Assert.Equal(runs, state.Runs);
        Assert.Equal(runs[2], state.Find("last").Run!.Run);
        Assert.Equal(runs[0], state.Find("20261121").Run!.Run);
        Assert.Equal(runs[1], state.Find(runs[1]).Run!.Run);
        Assert.Equal("RB506", state.Find("20261122").Problem!.Code);
        Assert.Equal("RB505", state.Find("2025").Problem!.Code);
        Assert.Equal("RB505", state.Find("").Problem!.Code);
        Assert.Equal("RB505", state.Find("../").Problem!.Code);
    }

    [Fact]
    public static void Run_names_sort_by_time_and_are_recognized()
    {
        var name = RunId.New(TimeProvider.System);
        Assert.True(RunId.Is(name));
        Assert.Equal(23, name.Length);
        Assert.False(RunId.Is(name.ToUpperInvariant()[..^1] + "!"));
        Assert.False(RunId.Is("20269922T164012Z-7k3f9q"));
    }
}
