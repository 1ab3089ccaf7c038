
namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>Without a journal nothing takes effect; when it is lost on the way, nothing more does.</summary>
public sealed class Journals(FaultServer server)
{
    /// <summary>What does not fit into the room that a file system has set aside for the journal already.</summary>
    private static readonly string LongerThanAPage = new('x', 10_000);

    [Theory]
    [InlineData(": > state", "RB502", "it is a file")]
    [InlineData(": > file; RUNBOOK_STATE=$PWD/file/below", "RB502", "cannot be used")]
    [InlineData("RUNBOOK_STATE=/proc/nowhere", "RB502", "cannot be used")]
    [InlineData("mkdir state; chmod 777 state", "RB5", "chmod")]
    [InlineData("mkdir state; chown 65534 state", "RB5", "hint: ")]
    [InlineData("unset RUNBOOK_STATE HOME", "RB501", "set RUNBOOK_STATE to a directory of your own")]
    [InlineData("RUNBOOK_STATE=relative; unset HOME", "RB501", "set RUNBOOK_STATE to a directory of your own")]
    public async Task A_state_directory_that_cannot_be_used_executes_nothing(string setup, string code, string words)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chown needs root");
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - sql: INSERT INTO done VALUES ('never')");
        using var running = lab.Script($"{setup}; \"$R\" run x.yaml --target '{server.Target(database)}'");
        var result = Lab.Checked(running.Ends()).Exits(1).Says($"error[{code}").Says(words);
        Assert.Equal("", result.Output);
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public void Lint_needs_no_place_for_journals()
    {
        using var lab = new Lab().Steps("  - sql: SELECT 1");
        using var running = lab.Script("unset RUNBOOK_STATE HOME; \"$R\" lint x.yaml");
        running.Ends().Exits(0);
    }

    [Fact]
    public async Task A_full_disk_at_the_start_executes_nothing_and_leaves_nothing()
    {
        var database = await server.NewDatabaseAsync();
        using var disk = SmallDisk.Mount();
        using var lab = new Lab().Steps("  - sql: INSERT INTO done VALUES ('never')");
        disk.Fill();
        var result = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("run", "x.yaml", "--target", server.Target(database)));
        result.Exits(1).Says("No space left on device").Says("nothing was executed");
        Assert.Equal("", await server.DoneAsync(database));
        Assert.Empty(Directory.EnumerateDirectories(disk["state"], "2*"));
    }

    [Theory]
    [InlineData("  - { id: note, note: hi }", 1, "Nothing was changed.", "")]
    [InlineData("  - { id: one, sql: INSERT INTO done VALUES ('one') }", 6, "Changed by: one; nothing was undone.", "one")]
    public async Task A_disk_that_fills_up_ends_the_run_before_its_next_effect(string before, int code, string changed, string done)
    {
        var database = await server.NewDatabaseAsync();
        using var disk = SmallDisk.Mount();
        using var lab = new Lab().Steps(
            $"{before}\n  - {{ id: fill, shell: \"head -c 10000000 /dev/zero > {disk["filler"]} || true\", effect: read }}\n  - sql: INSERT INTO done VALUES ('never') /* {LongerThanAPage} */");
        var result = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("run", "x.yaml", "--target", server.Target(database)));
        result.Exits(code).Says("error[RB906]").Says("No space left on device");
        result.Prints($"Failed. {changed}\nNext: free space");
        Assert.Equal(done, await server.DoneAsync(database));
        File.Delete(disk["filler"]);
        var verdict = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("verify", "last"));
        Assert.Contains(verdict.ExitCode, new[] { 30, 31 });
        Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("show", "last")).Exits(0).Prints("unfinished");
    }

    [Fact]
    public async Task A_run_that_lost_its_journal_goes_on_and_is_not_undone()
    {
        var database = await server.NewDatabaseAsync();
        using var disk = SmallDisk.Mount();
        using var lab = new Lab().Steps(
            $"  - {{ id: one, sql: INSERT INTO done VALUES ('one'), undo: [{{ sql: DELETE FROM done }}] }}\n  - {{ id: fill, shell: \"head -c 10000000 /dev/zero > {disk["filler"]} || true\", effect: read }}\n  - sql: INSERT INTO done VALUES ('two') /* {LongerThanAPage} */",
            "after_failure: undo\n");
        var result = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("run", "x.yaml", "--target", server.Target(database)));
        var run = Path.GetFileName(Directory.EnumerateDirectories(disk["state"], "2*").Single());
        Lab.Ends(result, 6, "Failed. Changed by: one; nothing was undone.", $"then continue it with `runbook resume {run}`").NeverShows("runbook undo");
        File.Delete(disk["filler"]);
        Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("resume", run)).Exits(0);
        Assert.Equal("one two", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_a_command_writes_does_not_say_that_nothing_changed()
    {
        var database = await server.NewDatabaseAsync();
        using var disk = SmallDisk.Mount();
        using var lab = new Lab().Steps(
            $"  - {{ id: fill, shell: \"head -c 10000000 /dev/zero > {disk["filler"]} || true; echo {LongerThanAPage}\", effect: write }}\n  - sql: INSERT INTO done VALUES ('never')");
        var result = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("run", "x.yaml", "--target", server.Target(database)));
        result.Exits(6).Says("error[RB906]").Prints("Changed by: fill; nothing was undone.");
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_disk_that_fills_up_under_the_output_of_a_command_does_not_lose_the_run_its_verdict()
    {
        var database = await server.NewDatabaseAsync();
        using var disk = SmallDisk.Mount();
        using var lab = new Lab().Steps(
            "  - { id: flood, shell: \"head -c 10000000 /dev/zero\", effect: write }\n  - sql: INSERT INTO done VALUES ('never')");
        var result = Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("run", "x.yaml", "--target", server.Target(database)));
        Assert.Contains(result.ExitCode, new[] { 6, 7 });
        result.NeverShows("Nothing was changed");
        Assert.Equal("", await server.DoneAsync(database));
        result.Says("RB906").Says("`runbook resume 2");
        disk.Grow();
        Lab.Checked(lab.Program.Environment("RUNBOOK_STATE", disk["state"]).Run("resume", "last", "--resolve", "flood=done", "--reason", "it only prints")).Exits(0);
        Assert.Equal("never", await server.DoneAsync(database));
    }
}
