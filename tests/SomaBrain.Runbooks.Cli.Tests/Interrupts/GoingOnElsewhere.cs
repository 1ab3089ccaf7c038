using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>
/// A run goes on, and is undone, with the files of the folder in which it began and on the servers that it had, wherever somebody says
/// so and whatever an entry leads to by now.
/// </summary>
public sealed class GoingOnElsewhere(FaultServer server)
{
    private const string Steps = """
          - { id: one, sql: INSERT INTO done VALUES ('one'), undo: [{ sql: DELETE FROM done WHERE step = 'one' }] }
          - { id: ask, confirm: Go on? }
          - { id: two, sql: INSERT INTO done VALUES ('two'), undo: [{ sql: DELETE FROM done WHERE step = 'two' }] }
          - { id: pwd, effect: read, shell: pwd }
          - { id: kept, sql: SELECT step FROM done, save: kept.csv }
        """;

    [Fact]
    public async Task The_files_are_those_of_the_folder_in_which_it_began()
    {
        var (here, there) = (await server.NewDatabaseAsync(), await server.NewDatabaseAsync());
        using var lab = new Lab().Steps(Steps);
        lab.Folder.Write("runbook.targets.yaml", Entry(here));
        var elsewhere = lab.Folder["elsewhere"];
        Directory.CreateDirectory(elsewhere);
        File.WriteAllText($"{elsewhere}/runbook.targets.yaml", Entry(there));
        File.WriteAllText($"{elsewhere}/x.yaml", "runbook: 1\ntitle: another\nsteps:\n  - note: x\n");
        var before = lab.Run("main");
        before.Exits(8);

        Assert.Equal(0, In(lab, elsewhere, "resume last --yes"));
        Assert.Equal(("one two", ""), (await server.DoneAsync(here), await server.DoneAsync(there)));
        Assert.True(File.Exists(lab.Folder["kept.csv"]));
        Assert.False(File.Exists($"{elsewhere}/kept.csv"));
        lab.Verifies();
        Assert.Contains(File.ReadLines(Path.Combine(lab.State, lab.Runs()[^1], "journal.jsonl")), line => line.Contains($"\"stdout\":\"{lab.Folder.Path}\"", StringComparison.Ordinal));

        Assert.Equal(0, In(lab, elsewhere, "undo last --yes"));
        Assert.Equal("", await server.DoneAsync(here));
    }

    [Fact]
    public async Task A_change_is_seen_from_elsewhere_too_and_a_folder_that_is_gone_is_told()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        var project = Directory.CreateDirectory(lab.Folder["project"]).FullName;
        File.WriteAllText($"{project}/x.yaml", "runbook: 1\ntitle: t\nsteps:\n  - confirm: Go on?\n  - note: x\n");
        Assert.Equal(8, In(lab, project, $"run x.yaml --target '{server.Target(database)}'"));

        File.AppendAllText($"{project}/x.yaml", "  - note: y\n");
        Lab.Checked(lab.Program.Run("resume", "last", "--yes")).Exits(9).Says("error[RB523]");

        Directory.Move(project, $"{project}-gone");
        Lab.Checked(lab.Program.Run("resume", "last", "--yes")).Exits(3).Says("error[RB528]").Says($"`{project}`: there is no such folder");
        Directory.Move($"{project}-gone", project);
        Lab.Checked(lab.Program.Run("resume", "last", "--yes", "--accept-changed", "more")).Exits(0);
    }

    [Fact]
    public async Task In_a_folder_that_was_removed_a_run_begins_and_goes_on()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - confirm: Go on?\n  - { id: one, sql: INSERT INTO done VALUES ('one') }");
        var target = $"{server.Target(database)} passfile=nowhere";
        using var running = lab.Script($"mkdir gone && cd gone && rmdir ../gone && \"$R\" run '{lab.Folder["x.yaml"]}' --target '{target}'");
        Lab.Checked(running.Ends()).Exits(8);

        lab.Resume("--yes").Exits(0);
        Assert.Equal("one", await server.DoneAsync(database));
    }

    [Fact]
    public async Task An_entry_that_leads_to_another_database_is_refused_and_the_run_waits()
    {
        var (here, there) = (await server.NewDatabaseAsync(), await server.NewDatabaseAsync());
        using var lab = new Lab().Steps(Steps);
        lab.Folder.Write("runbook.targets.yaml", Entry(here));
        lab.Run("main").Exits(8);
        lab.Folder.Write("runbook.targets.yaml", Entry(there));
        lab.Resume("--yes").Exits(3).Says("error[RB662]").Says($"is connected to database `{there}`, and must be to `{here}`");
        lab.IsWholeSoFar();

        lab.Folder.Write("runbook.targets.yaml", Entry(here));
        lab.Resume("--yes").Exits(0);
        lab.Folder.Write("runbook.targets.yaml", Entry(there));
        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(3).Says("error[RB662]");
        Assert.Equal(("one two", ""), (await server.DoneAsync(here), await server.DoneAsync(there)));
    }

    [Fact]
    public async Task Another_address_of_the_same_server_is_told()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Folder.Write("runbook.targets.yaml", Entry(database));
        lab.Run("main").Exits(8);
        Directory.CreateSymbolicLink(lab.Folder["moved"], server.Host);
        lab.Folder.Write("runbook.targets.yaml", Entry(database).Replace(server.Host, lab.Folder["moved"], StringComparison.Ordinal));

        lab.Resume("--yes").Exits(0).Says("target db is ").Says("moved").Says(", and was ");

        Assert.Equal("one two", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_command_that_was_begun_on_another_machine_may_be_at_work_there()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a process another host name");
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab();
        lab.Steps($"  - {{ id: wait, shell: \"touch begun; while [ ! -e go ]; do sleep 0.05; done\", effect: write, cwd: {lab.Folder.Path}, done_when: {{ shell: [test, -e, {lab.Folder["go"]}] }} }}\n  - sql: INSERT INTO done VALUES ('last')");
        using (var running = lab.Start(server.Target(database)))
        {
            running.Until(() => File.Exists(lab.Folder["begun"]), "the command").Signal(9).Ends();
        }

        const string elsewhere = "unshare -u sh -c 'hostname elsewhere; exec \"$0\" resume last --yes \"$@\"' \"$R\"";
        using (var resumed = lab.Script(elsewhere))
        {
            Lab.Checked(resumed.Ends()).Exits(7).Says("its command ran on ").Says(", and may run there still");
        }

        await File.WriteAllTextAsync(lab.Folder["go"], "", TestContext.Current.CancellationToken);
        using var said = lab.Script(elsewhere);
        Lab.Checked(said.Ends()).Exits(0);
        Assert.Equal("last", await server.DoneAsync(database));
    }

    [Fact]
    public async Task An_entry_that_leads_to_another_server_is_refused_and_the_run_waits()
    {
        using var made = new TempFolder(); // a copy of the same template would have the same system identifier
        await using var other = await ScratchCluster.StartAsync(FaultServer.Options with { StateDirectory = made.Path }, TestContext.Current.CancellationToken);
        var database = await server.NewDatabaseAsync();
        await other.Primary.ExecuteAsync($"CREATE DATABASE {database}", "postgres", "postgres", TestContext.Current.CancellationToken);
        await other.Primary.ExecuteAsync("CREATE TABLE done (step text)", database, "postgres", TestContext.Current.CancellationToken);
        using var lab = new Lab().Steps(Steps);
        lab.Folder.Write("runbook.targets.yaml", Entry(database));
        lab.Run("main").Exits(8);
        lab.Folder.Write("runbook.targets.yaml", Entry(database).Replace(server.Host, other.Primary.Host, StringComparison.Ordinal).Replace($"port={server.Port}", $"port={other.Primary.Port}", StringComparison.Ordinal));
        lab.Resume("--yes").Exits(3).Says("error[RB555]").Says("the run was on the one with");

        lab.Folder.Write("runbook.targets.yaml", Entry(database));
        lab.Resume("--yes").Exits(0);
        Assert.Equal("one two", await server.DoneAsync(database));
    }

    private string Entry(string database) => $"targets: 1\nservers:\n  main: {{ connect: \"{server.Target(database)}\" }}\n";

    private static int In(Lab lab, string folder, string command)
    {
        using var running = lab.Script($"cd '{folder}' && \"$R\" {command}");
        return running.Ends().ExitCode;
    }
}
