using System.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Steps.Tests.Processes;

public sealed class RunningAProcess
{
    private static readonly string[] HostileArguments =
        ["", " ", "a b", "\"", "'", "\\", "$(id)", "`id`", "*", "--", "-n", "\n", "ü€😀", "%s", "a=b", "~", ";", "{{ x }}"];

    [Fact]
    public async Task Output_and_exit_code_are_those_of_the_program()
    {
        var ended = await Dummy.Sh("echo out; echo err >&2; exit 3").EndAsync();

        Assert.Equal(3, ended.ExitCode);
        Assert.Null(ended.Signal);
        Assert.Equal(ProcessEnding.Ended, ended.Ending);
        Assert.Equal("out\n", ended.Stdout.Text);
        Assert.Equal("err\n", ended.Stderr.Text);
        Assert.True(ended.Stdout.IsWhole);
        Assert.Empty(ended.Daemons);
        Assert.Empty(ended.Survivors);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_were_given()
    {
        var ended = await Dummy.With(["args", .. HostileArguments]).EndAsync();

        Assert.Equal(string.Concat(HostileArguments.Select(argument => argument + "\0")), ended.Stdout.Text);
    }

    [Fact]
    public async Task The_environment_is_exactly_the_one_given_and_the_marker()
    {
        var request = Dummy.Run("/usr/bin/env") with { Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "x=y ü" }, RunId = "r1" };

        var lines = (await request.EndAsync()).Stdout.Text.TrimEnd('\n').Split('\n');

        Assert.Equal(["A=1", "B=x=y ü"], lines[..2]);
        Assert.StartsWith("RUNBOOK_RUN=r1/", Assert.Single(lines[2..]));
    }

    [Fact]
    public async Task It_leads_a_process_group_and_a_session_of_its_own()
    {
        ProcessIdentity? identity = null;
        var ended = await (Dummy.Sh("cut -d' ' -f1,5,6 /proc/$$/stat") with { Started = started => identity = started }).EndAsync();

        Assert.Equal($"{ended.Identity.Pid} {ended.Identity.Pid} {ended.Identity.Pid}\n", ended.Stdout.Text);
        Assert.Equal(ended.Identity, identity);
        Assert.True(ended.Identity.StartTicks > 0);
        Assert.False(ended.Identity.IsAlive);
    }

    [Fact]
    public async Task No_descriptor_and_no_ignored_signal_is_inherited()
    {
        var files = await Dummy.Sh("ls /proc/$$/fd").EndAsync();
        var signals = await Dummy.Run("grep", "-E", "Sig(Blk|Ign)", "/proc/self/status").EndAsync();

        // glibc's posix_spawn leaves its own two signals (32, 33) ignored; no program may use them.
        Assert.Equal("0\n1\n2\n", files.Stdout.Text);
        Assert.All(
            signals.Stdout.Text.TrimEnd('\n').Split('\n'),
            line => Assert.Equal(0UL, Convert.ToUInt64(line[^16..], 16) & ~0x1_8000_0000UL));
    }

    [Fact]
    public async Task Stdin_is_what_was_given_or_empty()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var file = new MemoryStream();

        var given = await (Dummy.With("cat") with { Stdin = bytes, Spill = _ => file, Limits = new(1000) }).EndAsync();
        var nothing = await Dummy.With("cat").EndAsync();

        Assert.Equal(bytes, file.ToArray());
        Assert.Equal(3_000_000, given.Stdout.Total);
        Assert.Equal(0, nothing.Stdout.Total);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_stdin_is_no_error()
    {
        var ended = await (Dummy.Sh("exec <&-; echo ok") with { Stdin = new byte[1_000_000] }).EndAsync();

        Assert.Equal(("ok\n", 0), (ended.Stdout.Text, ended.ExitCode));
    }

    [Fact]
    public async Task The_working_directory_is_the_one_given()
    {
        var ended = await (Dummy.Run("pwd") with { WorkingDirectory = "/usr/lib" }).EndAsync();

        Assert.Equal("/usr/lib\n", ended.Stdout.Text);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    [InlineData("SEGV", 139)]
    [InlineData("PIPE", 141)]
    public async Task A_signal_is_named_and_counted_as_a_shell_does(string signal, int code)
    {
        var ended = await Dummy.Sh($"kill -{signal} $$; sleep 5").EndAsync();

        Assert.Equal((code, "SIG" + signal, ProcessEnding.Ended), (ended.ExitCode, ended.Signal, ended.Ending));
    }

    [Fact]
    public async Task Exit_codes_are_right_while_dotnet_starts_processes_too()
    {
        var others = Task.Run(
            async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    using var other = Process.Start("/bin/sh", ["-c", $"exit {i % 50}"]);
                    await other.WaitForExitAsync(TestContext.Current.CancellationToken);
                    Assert.Equal(i % 50, other.ExitCode);
                }
            },
            TestContext.Current.CancellationToken);
        var codes = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (await Dummy.Sh($"exit {i}").EndAsync()).ExitCode));
        await others;

        Assert.Equal(Enumerable.Range(0, 60), codes);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_kept()
    {
        var ended = await Dummy.Sh(@"printf 'a\377\n'").EndAsync();

        Assert.Equal([(byte)'a', 255, (byte)'\n'], ended.Stdout.Head.ToArray());
        Assert.False(ended.Stdout.IsUtf8);
        Assert.Equal("a\uFFFD\n", ended.Stdout.Text);
    }

    [Fact]
    public async Task No_zombie_is_left()
    {
        var ended = await Dummy.Sh("true").EndAsync();

        Assert.False(Directory.Exists($"/proc/{ended.Identity.Pid}"));
    }
}
