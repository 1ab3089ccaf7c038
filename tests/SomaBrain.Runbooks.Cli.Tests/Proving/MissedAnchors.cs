using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>Anchors that were away, and `runbook anchor`, which makes up for it and leaves the journal as it is.</summary>
public sealed class MissedAnchors(FaultServer server)
{
    private const string Once = "  - shell: [touch, done.txt]\n    cwd: FOLDER\n    effect: write\n";
    private const string Asks = "  - shell: [touch, done.txt]\n    cwd: FOLDER\n    effect: write\n  - confirm: Go on?\n";

    private readonly string _target = server.NewTarget();

    [Fact]
    public void The_end_of_a_run_can_be_given_late_and_that_is_seen()
    {
        using var lab = Lab(Once, "anchors: [{ file: away/heads.jsonl }]");
        lab.Run(_target).Exits(0).Says("RB560").Says("`runbook anchor ");
        var journal = File.ReadAllBytes(Journal(lab));
        lab.Program.Run("verify", "last").Exits(33).Says("cannot be asked");

        Directory.CreateDirectory(lab.Folder["away"]);
        File.WriteAllText(lab.Folder["away/heads.jsonl"], "");
        lab.Program.Run("verify", "last").Exits(33).Says("does not know the run; it could not be given it: there is no such folder").Says("`runbook anchor 2");
        lab.Program.Run("anchor", "last", "--as", "carla").Exits(0).Prints($"file:{lab.Folder["away/heads.jsonl"]} has its end now: line ");

        Assert.Equal(journal, File.ReadAllBytes(Journal(lab)));
        lab.Program.Run("verify", "last").Exits(0).Prints("knows its end");
        var head = File.ReadAllText(lab.Folder["away/heads.jsonl"]);
        Assert.Contains("\"event\":\"closed\"", head, StringComparison.Ordinal);
        Assert.Contains("\"operator\":\"carla\"", head, StringComparison.Ordinal);

        // A day later, as far as anybody can see.
        File.WriteAllText(lab.Folder["away/heads.jsonl"], head.Replace("\"at\":\"20", "\"at\":\"21", StringComparison.Ordinal));
        lab.Program.Run("verify", "last").Exits(0).Prints("knows its end, and got it late: at 21").Prints("from carla on ");
        lab.Program.Run("anchor", "last").Exits(0).Prints("has its end already");
        Assert.Single(File.ReadAllLines(lab.Folder["away/heads.jsonl"]));
    }

    [Fact]
    public void A_run_whose_required_anchor_missed_the_end_does_not_stay_unproven_for_ever()
    {
        using var lab = Lab("  - shell: mv heads.jsonl gone; mkdir heads.jsonl\n    cwd: FOLDER\n    effect: write\n", "{ anchors: [{ file: heads.jsonl }], anchor_required: true }");
        lab.Run(_target).Exits(6).Says("RB561").Says("where the run is over");
        lab.Program.Run("anchor", "last").Exits(1).Says("RB561");
        Directory.Delete(lab.Folder["heads.jsonl"]);
        File.Move(lab.Folder["gone"], lab.Folder["heads.jsonl"]);
        lab.Program.Run("verify", "last").Exits(33).Says("does not know the run's end; it could not be given it: ");
        lab.Program.Run("anchor", "last").Exits(0);
        lab.Program.Run("verify", "last").Exits(0);
    }

    [Fact]
    public void What_an_anchor_took_and_has_no_more_is_told_apart_from_what_it_missed()
    {
        using var lab = Lab(Once, "anchors: [{ file: heads.jsonl }]");
        lab.Run(_target).Exits(0);
        File.WriteAllLines(lab.Folder["heads.jsonl"], File.ReadAllLines(lab.Folder["heads.jsonl"])[..1]);
        lab.Program.Run("verify", "last").Exits(33).Says("the journal says that it was given it, so look who took it away there");
    }

    [Fact]
    public void A_journal_that_was_changed_or_is_not_closed_is_given_to_nobody()
    {
        using var lab = Lab(Asks, "anchors: [{ file: heads.jsonl }]");
        lab.Run(_target).Exits(8);
        lab.Program.Run("anchor", "last").Exits(3).Says("RB509");
        lab.Resume("--yes").Exits(0);
        var known = File.ReadAllText(lab.Folder["heads.jsonl"]);
        var journal = File.ReadAllText(Journal(lab));
        File.WriteAllText(Journal(lab), journal.Replace("\"title\":\"test\"", "\"title\":\"toast\"", StringComparison.Ordinal));
        lab.Program.Run("anchor", "last").Exits(3).Says("RB511");
        File.WriteAllText(Journal(lab), journal);
        File.Delete(Path.Combine(lab.State, "site.jsonl"));
        File.Delete(lab.Folder["heads.jsonl"]);
        lab.Program.Run("anchor", "last").Exits(3).Says("RB512").Says("the site log does not know the run");
        Assert.False(File.Exists(lab.Folder["heads.jsonl"]));
        Assert.Contains("\"event\":\"closed\"", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_others_read_is_given_only_what_it_missed()
    {
        var database = await server.NewDatabaseAsync();
        await server.ExecuteAsync(await File.ReadAllTextAsync(Repository.At("schemas", "anchor.sql"), TestContext.Current.CancellationToken), database);
        await server.ExecuteAsync("CREATE ROLE late_host LOGIN IN ROLE runbook_anchor", database);
        using var lab = Lab(Once, "anchors: [{ server: audit }]", $"servers:\n  audit: {{ connect: \"{server.Target(database, "late_host")}\" }}");
        await server.ExecuteAsync("ALTER ROLE late_host NOLOGIN");
        lab.Run(_target).Exits(0).Says("RB560");
        await server.ExecuteAsync("ALTER ROLE late_host LOGIN");
        lab.Program.Run("anchor", "last").Exits(0).Prints("server:audit has its end now");
        lab.Run(_target).Exits(0);
        lab.Program.Run("anchor", "last").Exits(0).Prints("server:audit has its end already");
    }

    [Fact]
    public void A_run_that_nobody_else_knows_has_nothing_to_make_up_for()
    {
        using var lab = Lab(Once, "anchors: []");
        lab.Run(_target).Exits(0);
        lab.Program.Run("anchor", "last").Exits(0).Prints("nobody else is expected to know it");
    }

    [Fact]
    public void A_run_goes_on_only_where_its_anchors_do_not_speak_against_it()
    {
        using var lab = Lab(Asks, "anchors: [{ file: heads.jsonl }]");
        lab.Run(_target).Exits(8);
        var known = File.ReadAllText(lab.Folder["heads.jsonl"]);
        File.WriteAllText(lab.Folder["heads.jsonl"], known.Replace("\"lines\":", "\"lines\":1", StringComparison.Ordinal));
        lab.Resume("--yes").Exits(3).Says("RB511").Says("heads.jsonl");
        lab.Program.Run("verify", "last").Exits(32);

        // Gone, it keeps nobody from going on; and that is told.
        File.WriteAllText(lab.Folder["heads.jsonl"], "");
        lab.Resume("--yes").Exits(0).Says("warning[RB568]");
        lab.Program.Run("verify", "last").Exits(0);
    }

    [Fact]
    public void Output_that_was_changed_beside_the_journal_of_a_run_that_waits_is_found_before_it_goes_on()
    {
        using var lab = Lab($"  - shell: [seq, 1, 9000]\n    effect: read\n{Asks}", "anchors: []");
        lab.Run(_target).Exits(8);
        File.AppendAllText(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(Journal(lab))!, "outputs")).First(), "x");
        lab.Resume("--yes").Exits(3).Says("RB511").Says("is not as it was written");
    }

    private static string Journal(Lab lab) => Path.Combine(Directory.EnumerateDirectories(lab.State, "2*").Max()!, "journal.jsonl");

    private static Lab Lab(string steps, string journal, string servers = "servers: {}")
    {
        var lab = new Lab();
        lab.Folder.Write("runbook.targets.yaml", $"targets: 1\n{servers}\njournal: {(journal.StartsWith('{') ? journal : $"{{ {journal} }}")}\n");
        return lab.Steps(steps.Replace("FOLDER", lab.Folder.Path, StringComparison.Ordinal));
    }
}
