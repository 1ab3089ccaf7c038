using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>Playbooks that call others: files, links, roots, and the copies that a run keeps.</summary>
public sealed class Calling(FaultServer server)
{
    private const string Callee = """
        runbook: 1
        title: Write a word
        effect: write
        params: { word: { type: string } }
        targets: { main: { role: primary } }
        steps:
          - confirm: write {{ params.word }}?
          - id: w
            sql: INSERT INTO done VALUES ({{ params.word }})
        outputs: { written: "{{ steps.w.affected }}" }
        """;

    private const string Caller = """
          - id: c
            call: lib/word.yaml
            with: { word: "{{ params.w }}" }
            targets: { main: db }
          - assert: steps.c.written == 1
        outputs: { words: "{{ steps.c.written }}" }
        """;

    private const string Head = "params: { w: { type: string, default: hello } }\n";

    [Fact]
    public async Task A_called_playbook_runs_on_the_callers_target_and_its_outputs_are_shown()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Called();

        lab.Run(server.Target(database), "--yes").Exits(0).Prints("words = 1").Says("1.call.2 w: INSERT INTO done");
        lab.Run(server.Target(database), "--yes", "--format", "json").Exits(0).Prints("\"outputs\":{\"words\":1}").Prints("\"callees\":[{\"path\":\"lib/word.yaml\"");
        lab.Program.Run("plan", "x.yaml", "--target", server.Target(database)).Exits(0).Prints("words = (known after step 1.w)");

        Assert.Equal("hello hello", (await server.DoneAsync(database)).Replace(",", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal));
        lab.Verifies();
    }

    [Fact]
    public async Task A_run_is_not_resumed_with_another_playbook_to_call_unless_somebody_says_so()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Called();
        lab.Run(server.Target(database)).Exits(8);
        lab.Folder.Write("lib/word.yaml", Callee.Replace("{{ params.word }})", "'other')", StringComparison.Ordinal));

        lab.Resume("--yes").Exits(9).Says("error[RB523]: `lib/word.yaml` is not the playbook");
        Assert.Equal("", await server.DoneAsync(database));

        lab.Resume("--yes", "--accept-changed", "the word was wrong").Exits(0);
        Assert.Equal("other", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_copy_that_was_changed_is_not_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Called();
        lab.Run(server.Target(database)).Exits(8);
        var copies = Directory.EnumerateFiles(lab.State, "*.yaml", SearchOption.AllDirectories).ToList();
        var copy = copies.First(file => File.ReadAllText(file).Contains("Write a word", StringComparison.Ordinal));
        await File.AppendAllTextAsync(copy, "\n# changed\n", TestContext.Current.CancellationToken);

        lab.Resume("--yes").Exits(3).Says("RB511");

        Assert.Equal((2, ""), (copies.Count, await server.DoneAsync(database)));
    }

    [Fact]
    public void What_a_link_leads_to_must_be_in_the_root()
    {
        using var lab = Called();
        using var elsewhere = new TempFolder();
        elsewhere.Write("word.yaml", Callee);
        File.Delete(lab.Folder["lib/word.yaml"]);
        File.CreateSymbolicLink(lab.Folder["lib/word.yaml"], elsewhere["word.yaml"]);

        lab.Program.Run("lint", "x.yaml").Exits(3).Says("RB131").Says("x.yaml:6:11");

        File.Delete(lab.Folder["lib/word.yaml"]);
        lab.Folder.Write("real/word.yaml", Callee);
        File.CreateSymbolicLink(lab.Folder["lib/word.yaml"], "../real/word.yaml");
        lab.Program.Run("lint", "x.yaml").Exits(0);
    }

    [Fact]
    public void The_root_is_the_nearest_folder_with_a_mark()
    {
        using var lab = new Lab();
        lab.Folder.Write("runbook.targets.yaml", "targets: 1\nservers: {}\n");
        lab.Folder.Write("lib/word.yaml", Callee);
        lab.Folder.Write("deep/x.yaml", $"runbook: 1\ntitle: t\n{Head}steps:\n{Caller}".Replace("lib/", "../lib/", StringComparison.Ordinal));

        lab.Program.Run("lint", "deep/x.yaml").Exits(0);
        File.Delete(lab.Folder["runbook.targets.yaml"]);
        lab.Program.Run("lint", "deep/x.yaml").Exits(3).Says("RB131");
    }

    [Theory]
    [InlineData("lib/word")]
    [InlineData("lib/wrod.yaml")]
    public void A_callee_that_is_not_there_is_looked_for_beside_its_place(string path)
    {
        using var lab = Called();
        lab.Folder.Write("x.yaml", $"runbook: 1\ntitle: t\n{Head}steps:\n{Caller}".Replace("lib/word.yaml", path, StringComparison.Ordinal));

        lab.Program.Run("lint", "x.yaml").Exits(3).Says("RB130").Says("did you mean `lib/word.yaml`?");
    }

    [Fact]
    public void A_cycle_through_a_link_is_one()
    {
        using var lab = new Lab().Steps("  - call: y.yaml");
        File.CreateSymbolicLink(lab.Folder["y.yaml"], "x.yaml");

        lab.Program.Run("lint", "x.yaml").Exits(3).Says("RB132").Says("x.yaml → y.yaml");
    }

    [Fact]
    public void What_is_wrong_in_the_callee_is_shown_there()
    {
        using var lab = Called();
        lab.Folder.Write("lib/word.yaml", Callee.Replace("steps.w.affected", "steps.w.afected", StringComparison.Ordinal));

        lab.Program.Run("lint", "x.yaml").Exits(3).Says("RB231").Says("lib/word.yaml:10:");
    }

    [Fact]
    public async Task What_the_callee_demands_of_its_target_is_checked()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = Called();
        lab.Folder.Write("lib/word.yaml", Callee.Replace("role: primary", "role: standby", StringComparison.Ordinal));

        Assert.NotEqual(0, lab.Run(server.Target(database), "--yes").ExitCode);

        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public async Task A_called_playbook_has_the_search_path_of_its_own_defaults()
    {
        using var lab = new Lab().Steps(
            "  - { id: c, call: lib/path.yaml }\n  - { id: here, sql: SHOW search_path }\noutputs: { here: \"{{ steps.here.value }}\", there: \"{{ steps.c.there }}\" }", "defaults: { search_path: audit }\n");
        lab.Folder.Write("lib/path.yaml", "runbook: 1\ntitle: t\neffect: read\ndefaults: { search_path: pg_catalog }\nsteps:\n  - { id: s, sql: SHOW search_path }\noutputs: { there: \"{{ steps.s.value }}\" }\n");

        lab.Run(server.Target(await server.NewDatabaseAsync()), "--yes").Exits(0).Prints("here = audit").Prints("there = pg_catalog");
    }

    private static Lab Called()
    {
        var lab = new Lab().Steps(Caller, Head);
        lab.Folder.Write("lib/word.yaml", Callee);
        return lab;
    }
}
