using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>A person at a real terminal (`script` gives one).</summary>
public sealed class Terminals(FaultServer server)
{
    [Theory]
    [InlineData("", "y\n", 0, "yes")]
    [InlineData("", "yes\n", 0, "yes")]
    [InlineData("", "n\n", 10, "")]
    [InlineData("", "\n", 10, "")]
    [InlineData("", "perhaps\ny\n", 0, "yes")]
    [InlineData(", phrase: drop it", "drop it\n", 0, "yes")]
    [InlineData(", phrase: drop it", "y\n", 10, "")]
    [InlineData(", phrase: drop it", "Drop it\n", 10, "")]
    public async Task An_answer_decides(string phrase, string typed, int code, string done)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - {{ id: ask, confirm: Really?{phrase} }}\n  - sql: INSERT INTO done VALUES ('yes')");
        using var running = OnTerminal(lab, server.Target(database), $"{typed}\n\n");
        Lab.Checked(running.Ends()).Exits(code);
        Assert.Equal(done, await server.DoneAsync(database));
        lab.Verifies().Show().Prints(code == 0 ? "yes, by" : "no, by");
    }

    [Fact]
    public async Task A_terminal_that_is_closed_lets_the_step_end_and_the_run_wait()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($"  - {{ id: wait, shell: \"touch begun; while [ ! -e go ]; do sleep 0.05; done\", effect: write, cwd: {lab.Folder.Path} }}\n  - sql: INSERT INTO done VALUES ('later')");
        using var running = OnTerminal(lab, server.Target(database), "");
        running.Until(() => File.Exists(lab.Folder["begun"]), "first step").Signal(9);
        Thread.Sleep(500);
        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000 && !lab.Program.Run("show", "last").Output.Contains("the terminal was closed", StringComparison.Ordinal); i++)
        {
            Thread.Sleep(50);
        }

        lab.IsWholeSoFar();
        Assert.Equal("", await server.DoneAsync(database));
        lab.Resume("--as", "bob").Exits(0).Says("taken over from ");
        Assert.Equal("later", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Fact]
    public async Task A_question_that_was_open_when_the_terminal_was_closed_stays_open()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - { id: ask, confirm: Really? }\n  - sql: INSERT INTO done VALUES ('yes')");
        using var running = OnTerminal(lab, server.Target(database), "");
        running.Prints("Really?").Signal(9);
        for (var i = 0; i < 1000 && lab.Program.Run("history").Output.Contains("running", StringComparison.Ordinal); i++)
        {
            Thread.Sleep(50);
        }

        lab.IsWholeSoFar();
        lab.Program.Run("history").Exits(0).Prints("paused");
        lab.Resume("--yes").Exits(0);
        Assert.Equal("yes", await server.DoneAsync(database));
    }

    /// <summary>Reading from it fails then, and so does saying so.</summary>
    [Theory]
    [InlineData("confirm: Really?")]
    [InlineData("ask: Which?\n    type: string")]
    public async Task A_closed_terminal_is_nobody_who_answers(string question)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"  - id: it\n    {question}\n  - sql: INSERT INTO done VALUES ('yes')");
        const string Closing = """
            import os, pty, select, sys
            pid, terminal = pty.fork()
            if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
            seen = b''
            while b'?' not in seen: seen += os.read(terminal, 4096)
            select.select([], [], [], 0.3)
            os.close(terminal)
            _, status = os.waitpid(pid, 0)
            sys.exit(os.waitstatus_to_exitcode(status) % 256)
            """;
        lab.Folder.Write("closing.py", Closing);
        lab.Script($"exec python3 closing.py \"$R\" run x.yaml --target '{server.Target(database)}'").Ends().Exits(8);
        lab.IsWholeSoFar();
        lab.Program.Run("history").Exits(0).Prints("paused");
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData(">&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task A_program_without_its_standard_files_runs_and_writes_its_journal(string closed)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - sql: INSERT INTO done VALUES ('yes')");
        lab.Script($"\"$R\" run x.yaml --target '{server.Target(database)}' {closed}").Ends().Exits(0);
        Assert.Equal("yes", await server.DoneAsync(database));
        lab.Verifies();
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_no_defect()
    {
        using var lab = new Lab();
        lab.Script("\"$R\" --version > /dev/full").Ends().Exits(0);
        lab.Script("\"$R\" nonsense 2> /dev/full").Ends().Exits(64);
    }

    /// <summary>The program in a pseudo terminal, whose keyboard is the input; a signal to it closes the terminal.</summary>
    private static RunningRunbook OnTerminal(Lab lab, string target, string input) =>
        lab.Script($"exec script -qefc \"exec '$R' run x.yaml --target '{target}'\" /dev/null", input);
}
