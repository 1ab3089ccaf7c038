using System.Diagnostics;
using System.Text.Json;

namespace SomaBrain.Runbooks.Drills;

public sealed class The_engine
{
    private const string Cases = "tests/SomaBrain.Runbooks.Drills/Cases";

    [Theory]
    [InlineData("put-back", "15")]
    [InlineData("put-back", "18")]
    [InlineData("put-back.refused", "15")]
    [InlineData("put-back.everything", "15")]
    public void A_playbook_is_run_for_real_and_what_must_be_true_is_true(string name, string version)
    {
        var result = Drilling.Run("drill", $"{Cases}/{name}.drill.yaml", "--version", version).Exits(0);
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
        Assert.Contains("1 passed, 0 failed, 0 skipped", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_fails_without_its_playbook_and_without_each_step_that_changes_something() =>
        Drilling.Run("drill", $"{Cases}/put-back.drill.yaml", "--prove").Exits(0).Says("fails without what it drills: 2 of 2");

    [Fact]
    public void A_drill_that_cannot_fail_is_named()
    {
        using var folder = Copy();
        folder.Write("put-back.blind.drill.yaml", """
            drill: 1
            title: Nobody looks
            prepare: [{ sql: CREATE TABLE kept AS SELECT * FROM audit_log }]
            run: [{ id: put, playbook: put-back.yaml, params: { rows: 5000 }, exit: [0, 4, 6] }]
            check: [{ assert: 1 == 1 }]
            """);
        Drilling.Run("drill", folder["put-back.blind.drill.yaml"], "--prove").Exits(4).Says("RB711").Says("runs without any step");
    }

    [Fact]
    public void What_is_not_true_is_told_with_both_values_and_the_rest_is_looked_at_too()
    {
        using var folder = Copy();
        folder.Write("put-back.wrong.drill.yaml", """
            drill: 1
            title: Something is wrong
            system: { data: none }
            run:
              - id: one
                sql: SELECT 41 AS answer
            check:
              - assert: steps.one.row.answer == 42
              - id: two
                sql: SELECT 2 AS two
              - assert: steps.two.row.two == 3
            """);
        var result = Drilling.Run("drill", folder["put-back.wrong.drill.yaml"], "--format", "json").Exits(4);
        result.Says("steps.one.row.answer is 41").Says("steps.two.row.two is 2").Says("put-back.wrong.drill.yaml:8").Prints("\"result\": \"failed\"");
    }

    [Fact]
    public void Journals_and_logs_of_a_drill_that_failed_are_kept_where_it_says()
    {
        using var folder = Copy();
        folder.Write("put-back.broken.drill.yaml", """
            drill: 1
            title: The copy is missing
            run: [{ playbook: put-back.yaml, params: { rows: 1 } }]
            check: [{ assert: 1 == 1 }]
            """);
        var result = Drilling.Run("drill", folder["put-back.broken.drill.yaml"], "--keep").Exits(4).Says("RB704").Says("42P01");
        var kept = result.Errors.Split('\n').Single(line => line.Contains("kept: ", StringComparison.Ordinal)).Split("kept: ")[1];
        Assert.Single(Directory.EnumerateFiles(kept, "journal.jsonl", SearchOption.AllDirectories));
        Assert.Single(Directory.EnumerateFiles(kept, "server.log", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_this_machine_cannot_build_is_skipped_with_the_reason()
    {
        using var folder = Copy();
        folder.Write("put-back.other.drill.yaml", """
            drill: 1
            title: Another world
            system: { version: ">=99" }
            run: [{ note: x }]
            check: [{ note: x }]
            """);
        Drilling.Run("drill", folder["put-back.other.drill.yaml"]).Exits(0).Says("there is no PostgreSQL >=99 here").Prints("0 passed, 0 failed, 1 skipped");
    }

    [Theory]
    [InlineData("runbook: 1", "RB701")]
    [InlineData("drill: 2\ntitle: x\nrun: [{ note: x }]\ncheck: [{ note: x }]", "RB702")]
    [InlineData("drill: 1\ntitle: x\nsystem: { servers: [primary] }\nrun: [{ note: x }]\ncheck: [{ note: x }]", "RB703")]
    [InlineData("drill: 1\ntitle: x\nrun: [{ note: \"{{ params.archive }}\" }]\ncheck: [{ note: x }]", "RB2")]
    [InlineData("drill: 1\ntitle: x\nrun: [{ playbok: x.yaml }]\ncheck: [{ note: x }]", "did you mean `playbook`?")]
    [InlineData("drill: 1\ntitle: x\ncheck: [{ note: x }]", "`run`")]
    public void A_mistake_in_the_file_is_shown_where_it_stands(string text, string said)
    {
        using var folder = new TempFolder();
        folder.Write("x.drill.yaml", text);
        Drilling.Run("drill", folder["x.drill.yaml"]).Exits(3).Says(said).Says("x.drill.yaml:");
    }

    [Fact]
    public void After_Ctrl_C_nothing_is_left()
    {
        using var folder = Copy();
        folder.Write("put-back.slow.drill.yaml", """
            drill: 1
            title: It takes its time
            run: [{ id: slow, effect: read, shell: "touch \"$WORK/began\"; exec sleep 300" }]
            check: [{ note: x }]
            """);
        var before = Systems();
        using var drill = Drilling.Start("drill", folder["put-back.slow.drill.yaml"]);
        var mine = "";
        var waiting = Stopwatch.StartNew();
        while (mine.Length == 0 && waiting.Elapsed < TimeSpan.FromMinutes(1))
        {
            mine = Systems().Except(before).FirstOrDefault(system => OwnerOf(system) == drill.Id && File.Exists(Path.Combine(system, "work", "began"))) ?? "";
            Thread.Sleep(20);
        }

        Assert.NotEqual("", mine);
        using (var kill = Process.Start("kill", ["-INT", $"{drill.Id}"]))
        {
            kill.WaitForExit();
        }

        Assert.True(drill.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(10, drill.ExitCode);
        Assert.False(Directory.Exists(mine));
    }

    [Fact]
    public void A_working_directory_that_the_servers_user_may_not_enter_is_what_is_named()
    {
        using var folder = new TempFolder();
        folder.Write("closed.yaml", "runbook: 1\ntitle: Closed\neffect: read\nparams: { place: { type: path } }\nsteps:\n  - { effect: read, cwd: \"{{ params.place }}\", shell: [\"true\"] }\n");
        folder.Write("closed.drill.yaml", """
            drill: 1
            title: A closed folder
            system: { data: none }
            prepare: [{ effect: write, shell: [mkdir, -m, "000", "{{ params.work }}/closed"] }]
            run: [{ playbook: closed.yaml, params: { place: "{{ params.work }}/closed" }, exit: 1, says: ["may not enter the working directory"], silent_on: [not executable] }]
            check: [{ note: x }]
            finally: [{ effect: write, shell: [chmod, "700", "{{ params.work }}/closed"] }]
            """);
        Drilling.Run("drill", folder["closed.drill.yaml"]).Exits(0);
    }

    [Fact]
    public void In_a_worktree_the_mark_of_the_root_is_a_file()
    {
        using var folder = new TempFolder();
        folder.Write(".git", "gitdir: /nowhere\n");
        folder.Write("read.yaml", "runbook: 1\ntitle: Read\neffect: read\nsteps: [{ note: x }]\n");
        folder.Write("read.drill.yaml", "drill: 1\ntitle: A worktree\nsystem: { data: none }\nrun: [{ playbook: read.yaml }]\ncheck: [{ note: x }]\n");
        Drilling.Run("drill", folder["read.drill.yaml"]).Exits(0);
    }

    [Fact]
    public void When_a_playbook_was_drilled_is_remembered_beside_it()
    {
        using var folder = Copy();
        Drilling.Run("drill", folder["put-back.drill.yaml"], "--record", folder["drills.json"]).Exits(0);
        Assert.Contains("\"put-back.yaml\"", File.ReadAllText(folder["drills.json"]), StringComparison.Ordinal);
        folder.Write("emergency/other.yaml", "runbook: 1\ntitle: Other\neffect: read\nsteps: [{ note: x }]\n");
        Drilling.Run("lint", folder["emergency/other.yaml"]).Exits(0).Says("RB341");
        Drilling.Run("lint", folder["put-back.yaml"]).Exits(0).NeverShows("RB341");
    }

    [Fact]
    public void What_is_remembered_is_the_playbook_as_it_was_drilled()
    {
        using var folder = new TempFolder();
        folder.Write("emergency/edited.yaml", "runbook: 1\ntitle: Edited\neffect: read\nsteps: [{ note: x }]\n");
        folder.Write("emergency/edited.drill.yaml", $$"""
            drill: 1
            title: Somebody saves the playbook meanwhile
            system: { data: none }
            run: [{ playbook: edited.yaml }]
            check: [{ effect: write, user: {{Environment.UserName}}, shell: [sed, -i, "s/Edited/Other/", "{{folder["emergency/edited.yaml"]}}"] }]
            """);
        Drilling.Run("drill", folder["emergency/edited.drill.yaml"], "--record", folder["drills.json"]).Exits(0);
        Assert.Contains("title: Other", File.ReadAllText(folder["emergency/edited.yaml"]), StringComparison.Ordinal);
        Drilling.Run("lint", folder["emergency/edited.yaml"]).Exits(0).Says("RB342");
    }

    [Fact]
    public void The_schema_in_the_repository_is_the_one_that_the_program_prints()
    {
        var printed = Drilling.Run("schema", "drill").Exits(0).Output;
        Assert.Equal(File.ReadAllText(Repository.At("schemas/drill.schema.json")), printed);
    }

    private static TempFolder Copy()
    {
        var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.At(Cases)))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        return folder;
    }

    private static List<string> Systems() => [.. Directory.EnumerateDirectories("/tmp", "rb-????????")];

    /// <summary>0 where it is not told: other drills come and go meanwhile.</summary>
    private static int OwnerOf(string system)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(system, "owner.json")));
            return json.RootElement.GetProperty("pid").GetInt32();
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return 0;
        }
    }
}
