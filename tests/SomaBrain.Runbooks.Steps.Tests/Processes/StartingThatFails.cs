using System.Runtime.Versioning;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Steps.Tests.Processes;

/// <summary>Alone: the open files of this process are counted, and other tests have theirs.</summary>
[UnsupportedOSPlatform("windows")]
[Collection(nameof(KeepingOutput))]
public sealed class StartingThatFails : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("start");

    [Fact]
    public async Task An_unknown_command_is_named_with_the_path_of_the_child()
    {
        var request = Dummy.Run("no-such-tool") with { Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere:/bin" } };

        var refused = await request.RefusedAsync();

        Assert.Equal(StartFault.CommandNotFound, refused.Fault);
        Assert.Equal("command not found: `no-such-tool`", refused.Message);
        Assert.Contains("/nowhere:/bin", refused.Hint);
    }

    [Theory]
    [InlineData("psql -c 'select 1'")]
    [InlineData("/nowhere/psql --version")]
    public async Task A_whole_command_line_is_no_command(string line)
    {
        var refused = await Dummy.Run(line).RefusedAsync();

        Assert.Equal(StartFault.CommandNotFound, refused.Fault);
        Assert.Contains("`[psql, -c, 'select 1']`", refused.Hint);
    }

    [Fact]
    public async Task The_command_is_looked_for_in_the_path_of_the_child()
    {
        var tool = Script("tool", "#!/bin/sh\necho mine\n", executable: true);
        var request = Dummy.Run("tool") with { Environment = new Dictionary<string, string> { ["PATH"] = $".:/bin:{_directory}" } };

        var ended = await request.EndAsync();

        Assert.Equal("mine\n", ended.Stdout.Text);
        Assert.True(File.Exists(tool));
    }

    [Fact]
    public async Task The_current_directory_is_never_searched()
    {
        _ = Script("tool", "#!/bin/sh\necho mine\n", executable: true);
        var request = Dummy.Run("tool") with
        {
            Environment = new Dictionary<string, string> { ["PATH"] = ":.:" },
            WorkingDirectory = _directory.FullName,
        };

        Assert.Equal(StartFault.CommandNotFound, (await request.RefusedAsync()).Fault);
    }

    [Fact]
    public async Task A_relative_command_stands_in_the_working_directory()
    {
        _ = Script("tool", "#!/bin/sh\necho mine\n", executable: true);
        var there = Dummy.Run("./tool") with { WorkingDirectory = _directory.FullName };

        Assert.Equal("mine\n", (await there.EndAsync()).Stdout.Text);
        Assert.Equal(StartFault.CommandNotFound, (await Dummy.Run("./tool").RefusedAsync()).Fault);
    }

    [Fact]
    public async Task A_file_without_the_right_is_not_executable()
    {
        var tool = Script("tool", "#!/bin/sh\n", executable: false);
        var byPath = Dummy.Run("tool") with { Environment = new Dictionary<string, string> { ["PATH"] = _directory.FullName } };

        Assert.Equal($"not executable: `{tool}`", (await Dummy.Run(tool).RefusedAsync()).Message);
        Assert.Equal($"not executable: `{tool}`", (await byPath.RefusedAsync()).Message);
        Assert.Equal(StartFault.NotExecutable, (await Dummy.Run("/usr/bin").RefusedAsync()).Fault);
    }

    [Fact]
    public async Task A_missing_interpreter_and_a_missing_first_line_are_told_apart()
    {
        var interpreter = await Dummy.Run(Script("a", "#!/no/such/interpreter\n", executable: true)).RefusedAsync();
        var nothing = await Dummy.Run(Script("b", "echo\n", executable: true)).RefusedAsync();

        Assert.EndsWith("the interpreter in its first line was not found", interpreter.Message);
        Assert.EndsWith("not a program of this machine, and no `#!` line", nothing.Message);
    }

    [Fact]
    public async Task A_nul_is_refused_before_anything_runs()
    {
        var marker = Path.Combine(_directory.FullName, "ran");
        var argument = await Dummy.Run("touch", marker, "a\0b").RefusedAsync();
        var value = await (Dummy.Run("touch", marker) with { Environment = new Dictionary<string, string> { ["A"] = "\0" } }).RefusedAsync();
        var name = await (Dummy.Run("touch", marker) with { Environment = new Dictionary<string, string> { ["A=B"] = "" } }).RefusedAsync();

        Assert.Equal("argument 2 of `touch` holds a NUL character", argument.Message);
        Assert.Equal(StartFault.Argument, value.Fault);
        Assert.Equal(StartFault.Argument, name.Fault);
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task No_command_a_missing_directory_and_too_much_are_told()
    {
        var directory = await (Dummy.Run("true") with { WorkingDirectory = "/no/such" }).RefusedAsync();

        Assert.Equal(StartFault.Argument, (await Dummy.Run().RefusedAsync()).Fault);
        Assert.Equal(StartFault.Argument, (await Dummy.Run("").RefusedAsync()).Fault);
        Assert.Equal("working directory not found: `/no/such`", directory.Message);
        Assert.Equal(StartFault.TooLong, (await Dummy.Run("echo", new string('x', 3_000_000)).RefusedAsync()).Fault);
    }

    [Fact]
    public async Task After_a_stop_nothing_starts()
    {
        var outcome = await Task.Run(() => ProcessRun.Run(Dummy.Run("true"), new(true)));

        Assert.Equal(StartFault.Stopped, Assert.IsType<ProcessOutcome.NotStarted>(outcome).Fault);
    }

    [Fact]
    public async Task A_failed_start_leaves_no_descriptor_open()
    {
        _ = await Dummy.Run("./no-such").RefusedAsync();
        var before = Pipes();
        for (var i = 0; i < 20; i++)
        {
            _ = await Dummy.Run("./no-such").RefusedAsync();
            _ = await Dummy.Run("true").EndAsync();
        }

        Assert.InRange(Pipes(), 0, before + 10);
    }

    public void Dispose() => _directory.Delete(true);

    private static int Pipes() => Directory.GetFiles("/proc/self/fd").Length;

    private string Script(string name, string text, bool executable)
    {
        var file = Path.Combine(_directory.FullName, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | (executable ? UnixFileMode.UserExecute : 0));
        return file;
    }
}
