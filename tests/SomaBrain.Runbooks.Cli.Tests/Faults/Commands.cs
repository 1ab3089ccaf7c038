using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>Commands that do not start, are killed, print too much, or do not end.</summary>
public sealed class Commands
{
    private const string Nowhere = "host=/nowhere";

    /// <summary>The figure is 40 MB; the rest is what a loaded machine may let through.</summary>
    private const long MostMemory = 60 << 20;

    private static readonly string Dummy = Path.Combine(AppContext.BaseDirectory, "Dummy");

    [Theory]
    [InlineData("[no-such-command, a]", "command not found: `no-such-command`", "install it")]
    [InlineData("[./x.yaml]", "not executable: `", "chmod +x")]
    [InlineData("[/]", "`/`", "")]
    public void A_command_that_does_not_start_has_changed_nothing(string command, string message, string next)
    {
        using var lab = new Lab().Steps($"  - {{ id: go, shell: {command}, effect: write }}");
        Lab.Ends(lab.Run(Nowhere).Says("error[RB420]").Says(message), 1, "Failed at step 1 (go). Nothing was changed.", next);
        lab.Verifies();
    }

    [Fact]
    public void A_directory_that_is_not_there_is_told()
    {
        using var lab = new Lab().Steps("  - { id: go, shell: [ls], cwd: /no/such/folder, effect: read }");
        Lab.Ends(lab.Run(Nowhere).Says("/no/such/folder"), 1, "Failed at step 1 (go). Nothing was changed.", "");
    }

    [Theory]
    [InlineData("read", 1, "Failed at step 1 (go). Nothing was changed.")]
    [InlineData("write", 6, "Failed at step 1 (go). Whether anything was changed is not known.")]
    public void A_command_that_is_killed_is_told_as_such(string effect, int code, string first)
    {
        using var lab = new Lab().Steps($"  - {{ id: go, shell: \"kill -9 $$\", effect: {effect} }}");
        var result = lab.Run(Nowhere).Says("error[RB421]: the command ended with exit code 137 (SIGKILL)");
        Lab.Ends(result, code, first, "something killed it");
        lab.Verifies();
    }

    [Theory]
    [InlineData("bash -c 'kill -9 $$'", "exit code 137", "something killed it (signal 9): look at the memory of the machine")]
    [InlineData("kill -15 $$", "exit code 143 (SIGTERM)", "somebody ended it (signal 15)")]
    [InlineData("no-such-command", "exit code 127", "install it where the step runs")]
    [InlineData("./x.yaml", "exit code 126", "make it executable")]
    [InlineData("false", "exit code 1", "run it by hand")]
    public void The_code_that_a_script_ends_with_says_what_to_do(string script, string message, string next)
    {
        using var lab = new Lab().Steps($"  - {{ id: go, shell: \"{script}\", effect: read }}");
        Lab.Ends(lab.Run(Nowhere).Says($"error[RB421]: the command ended with {message}"), 1, "Failed at step 1 (go). Nothing was changed.", next);
    }

    [Fact]
    public void A_flood_of_output_does_not_grow_the_program()
    {
        using var lab = new Lab().Steps($"  - {{ id: flood, shell: [\"{Dummy}\", flood, \"1024\"], effect: read }}\n  - assert: steps.flood.exit_code == 0");
        using var running = lab.Start(Nowhere);
        var most = 0L;
        while (running.IsRunning)
        {
            most = Math.Max(most, PeakMemory(running.Id));
            Thread.Sleep(20);
        }

        Lab.Checked(running.Ends()).Exits(0);
        Assert.InRange(most, 1, MostMemory);
        lab.Verifies();
        Assert.InRange(Directory.EnumerateFiles(lab.State, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 1, 70 << 20);
    }

    [Fact]
    public void An_expression_on_output_that_was_cut_fails()
    {
        using var lab = new Lab().Steps($"  - {{ id: flood, shell: [\"{Dummy}\", flood, \"3\"], effect: read }}\n  - {{ id: look, assert: \"steps.flood.stdout == ''\" }}");
        Lab.Ends(lab.Run(Nowhere).Says("too large"), 1, "Failed at step 2 (look). Nothing was changed.", "");
    }

    [Theory]
    [InlineData("ignore-signals")]
    [InlineData("grandchild")]
    public void A_child_that_does_not_want_to_end_is_ended_with_all_its_children(string mode)
    {
        var mark = (4000 + Random.Shared.Next(90_000)).ToString(CultureInfo.InvariantCulture);
        using var lab = new Lab().Steps($"  - {{ id: stay, shell: [\"{Dummy}\", {mode}, \"{mark}\"], effect: write, timeout: 2s }}");
        Lab.Ends(lab.Run(Nowhere), 7, "In doubt at step 1 (stay): nobody knows whether it took effect. No other step changed anything.", "look at what it has done");
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), process => CommandLine(process).Contains($"\0{mark}\0", StringComparison.Ordinal));
        lab.IsWholeSoFar();
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static long PeakMemory(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
