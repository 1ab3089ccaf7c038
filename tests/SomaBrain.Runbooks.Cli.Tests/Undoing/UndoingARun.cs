using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>`runbook undo`: a run of its own, which says first what it will not undo.</summary>
public sealed class UndoingARun(FaultServer server)
{
    private const string Steps = """
          - id: plain
            sql: INSERT INTO done VALUES ('plain')
          - id: a
            sql: INSERT INTO done VALUES ('a') RETURNING step
            undo:
              - sql: DELETE FROM done WHERE step = {{ steps.a.value }}
                affected: "{{ steps.a.affected }}"
          - id: each
            for_each: '["b", "c"]'
            sql: INSERT INTO {{ 'done' | table }} VALUES ({{ item }})
            undo:
              - confirm: Is {{ item }} free?
              - sql: DELETE FROM {{ 'done' | table }} WHERE step = {{ item }}
        """;

    [Fact]
    public async Task What_was_changed_is_as_before_and_both_runs_tell_of_each_other()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[^1];
        lab.Show().Prints("5 steps are kept for `runbook undo`").Prints("nothing undoes 1");

        Lab.Checked(lab.Program.Run("undo", run, "--dry-run")).Exits(0)
            .Prints("3[1].undo.2 sql on db: DELETE FROM \"done\" WHERE step = $1 [c]").Prints("Nothing undoes this:").Prints("1 plain sql on db: INSERT INTO done VALUES ('plain')");
        Assert.Equal(("plain a b c", 1), (await server.DoneAsync(database), lab.Runs().Count));

        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(0).Says("Undo of test").Says("Nothing undoes this:");
        Assert.Equal("plain", await server.DoneAsync(database));
        var undo = lab.Runs()[^1];
        lab.Verifies().Show().Prints($"undoes run {run}");
        lab.Program.Run("show", run).Exits(0).Prints($"undone by run {undo}");
        lab.Program.Run("history").Exits(0).Prints("undo done");
        lab.Program.Run("history", "--format", "json").Exits(0).Prints($"\"undoes\":\"{run}\"").Prints($"\"undone_by\":[{{\"run\":\"{undo}\",\"done\":true}}]");
        lab.Program.Run("verify", run).Exits(0);

        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(1).Says("RB552").Says(undo);
        Lab.Checked(lab.Program.Run("undo", undo, "--yes")).Exits(1).Says("RB551");
        Assert.Equal(2, lab.Runs().Count);
    }

    [Fact]
    public async Task Without_an_answer_it_waits_and_is_resumed()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[^1];

        lab.Program.Run("undo", run).Exits(8).Says("Undo 5 steps of run");
        lab.IsWholeSoFar().Resume("--yes").Exits(0);

        Assert.Equal("plain", await server.DoneAsync(database));
        lab.Verifies().Program.Run("undo", run).Exits(1).Says("RB552");
    }

    [Fact]
    public async Task What_stopped_in_the_middle_does_what_is_left_and_nothing_twice()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting(3));
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[^1];
        using (var first = lab.Program.Start("undo", run, "--yes"))
        {
            first.Until(() => File.Exists(lab.Folder["began-3"]), "a step at work").Signal(2);
            lab.Folder.Write("go-3", "");
            first.Ends().Exits(6);
        }

        lab.Folder.Write("go-2", "");
        lab.Folder.Write("go-1", "");
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(0).Says("Undo 2 steps of run");

        Assert.Equal("", await server.DoneAsync(database));
        Assert.Equal(["undone-1", "undone-2", "undone-3"], Directory.EnumerateFiles(lab.Folder.Path, "undone-*").Select(Path.GetFileName).Order());
        Assert.All(Directory.EnumerateFiles(lab.Folder.Path, "undone-*"), file => Assert.Equal("x\n", File.ReadAllText(file)));
    }

    [Fact]
    public async Task What_was_killed_within_a_step_is_not_begun_anew()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Waiting(2));
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[^1];
        using (var first = lab.Program.Start("undo", run, "--yes"))
        {
            first.Until(() => File.Exists(lab.Folder["began-2"]), "a step at work");
            lab.Program.Run("undo", run, "--yes").Exits(1).Says("RB507");
            first.Signal(9).Ends();
        }

        lab.Folder.Write("go-2", "");
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(1).Says("RB553").Says("2.undo.1");
    }

    [Fact]
    public async Task A_secret_is_asked_for_again_and_stands_nowhere()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            "  - sql: INSERT INTO done VALUES ({{ params.word }})\n    undo: [{ sql: \"DELETE FROM done WHERE step = {{ params.word }}\", affected: 1 }]",
            "params: { word: { type: secret, from: \"env:WORD\" } }\n");
        lab.Program.Environment("WORD", "geheim-4712").Run("run", "x.yaml", "--target", server.Target(database)).Exits(0);

        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(1).Says("WORD");
        Assert.Equal("geheim-4712", await server.DoneAsync(database));

        lab.Program.Environment("WORD", "geheim-4712").Run("undo", "last", "--yes").Exits(0).NeverShows("geheim-4712");
        Assert.Equal("", await server.DoneAsync(database));
        Assert.All(Directory.EnumerateFiles(lab.State, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("geheim-4712", File.ReadAllText(file)));
    }

    [Fact]
    public async Task It_takes_the_lock_of_the_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps, "lock: nightly\n");
        lab.Run(server.Target(database)).Exits(0);
        var run = lab.Runs()[^1];
        lab.Steps("  - shell: touch began; while ! test -e go; do sleep 0.02; done\n    effect: write\n    timeout: 2m", "lock: nightly\n");
        using var running = lab.Start(server.Target(database));
        running.Until(() => File.Exists(lab.Folder["began"]), "a step at work");

        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(11).Says("RB540");

        lab.Folder.Write("go", "");
        running.Ends().Exits(0);
        Lab.Checked(lab.Program.Run("undo", run, "--yes")).Exits(0);
        Assert.Equal("plain", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_run_that_waits_cannot_be_undone_and_one_on_scratch_is_gone()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{Steps}\n  - confirm: go on?");
        lab.Run(server.Target(database)).Exits(8);
        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(1).Says("RB550");

        lab.Steps("  - sql: CREATE TABLE x ()\n    undo: [{ sql: DROP TABLE x }]").Run("scratch").Exits(0);
        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(1).Says("RB556");
    }

    [Fact]
    public async Task After_a_failure_it_is_undone_at_once_and_the_first_line_says_so()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{Steps.Replace("'plain'", "'a'", StringComparison.Ordinal)}\n  - sql: SELECT 1/0", "after_failure: undo\n");

        Lab.Ends(lab.Run(server.Target(database), "--yes"), 6, "Failed at step 4. Changed by: plain, a, each; not undone: 2.undo.1, 1.", "look at what is not undone");

        database = await server.NewDatabaseAsync();
        lab.Steps($"{Steps[Steps.IndexOf("  - id: a", StringComparison.Ordinal)..]}\n  - sql: SELECT 1/0", "after_failure: undo\n");
        Lab.Ends(lab.Run(server.Target(database), "--yes"), 5, "Failed at step 3. What was changed was undone.", "divide by");
        lab.Verifies().Show().Prints("changed, and undone completely");
        lab.Program.Run("undo", "last").Exits(1).Says("RB552").Says("by itself");
    }

    [Theory]
    [InlineData(5, "DELETE FROM {{ 'done' | table }} WHERE step = {{ item }}")]
    [InlineData(6, "DELETE FROM {{ 'done' | table }} WHERE step = {{ item }} AND 1 / (('c' <> {{ item }})::int) = 1")]
    public async Task A_run_that_undid_itself_is_replayed_with_what_undid_it(int code, string undo)
    {
        var database = await server.NewDatabaseAsync();
        var steps = Steps[Steps.IndexOf("  - id: a", StringComparison.Ordinal)..].Replace("DELETE FROM {{ 'done' | table }} WHERE step = {{ item }}", undo, StringComparison.Ordinal);
        using var lab = new Lab().Steps($"{steps}\n  - assert: \"false\"\n    message: no", "after_failure: undo\n");
        lab.Run(server.Target(database), "--yes").Exits(code);

        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0).Prints("nothing diverges");
        lab.Program.Run("test", "--from", "last", "--out", "x.test.yaml").Exits(0);
        lab.Program.Run("test", "x.yaml").Exits(0).Prints("1 case, all pass");
        lab.Steps($"  - note: new\n{steps}\n  - assert: \"false\"\n    message: no", "after_failure: undo\n");
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(0).Prints("nothing diverges");
        lab.Steps($"{steps}\n  - assert: \"false\"\n    message: no");
        Lab.Checked(lab.Program.Run("replay", "last", "--check", "x.yaml")).Exits(2).Prints("it ran in the recorded run, and is not run any more");
    }

    /// <summary>Steps 1, 2, …, each with an undo that tells when it begins and waits for `go-n`.</summary>
    private static string Waiting(int count) => string.Join('\n', Enumerable.Range(1, count).Select(n => $"""
          - sql: INSERT INTO done VALUES ('{n}')
            undo:
              - shell: touch began-{n}; while test -e began-{n} && ! test -e go-{n}; do sleep 0.02; done; echo x >> undone-{n}; psql -qX -c "DELETE FROM done WHERE step = '{n}'"
                effect: write
                timeout: 2m
        """));
}
