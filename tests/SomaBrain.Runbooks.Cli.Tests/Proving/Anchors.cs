using Npgsql;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>Heads that are kept elsewhere: in a file and in a table, by the real program and server.</summary>
public sealed class Anchors(FaultServer server)
{
    private const string Asks = "  - shell: [touch, done.txt]\n    cwd: FOLDER\n    effect: write\n  - confirm: Go on?\n";
    private const string Once = "  - shell: [touch, done.txt]\n    cwd: FOLDER\n    effect: write\n";

    private readonly string _target = server.NewTarget();

    [Fact]
    public void A_file_takes_the_head_when_a_run_opens_pauses_resumes_and_closes()
    {
        using var lab = Lab(Asks, "anchors: [{ file: heads.jsonl }]");
        lab.Run(_target).Exits(8);
        lab.IsWholeSoFar();
        lab.Resume("--yes").Exits(0);
        Assert.Equal(["opened", "paused", "resumed", "closed"], Events(lab));
        lab.Program.Run("verify", "last").Exits(0).Prints($"anchor file:{lab.Folder["heads.jsonl"]} knows its end");
        lab.Program.Run("history").Exits(0).Prints("done");
        lab.Show().Prints("anchored").Prints("exit 0");
    }

    [Fact]
    public void What_the_anchor_does_not_know_is_not_ok()
    {
        using var lab = Lab(Once, "anchors: [{ file: heads.jsonl }]");
        lab.Run(_target).Exits(0);
        var known = File.ReadAllLines(lab.Folder["heads.jsonl"]);
        foreach (var (left, says) in new (string[], string)[] { (known[..1], "does not know the run's end"), ([], "does not know the run") })
        {
            File.WriteAllLines(lab.Folder["heads.jsonl"], left);
            lab.Program.Run("verify", "last").Exits(33).Says(says);
        }

        File.Delete(lab.Folder["heads.jsonl"]);
        lab.Program.Run("verify", "last").Exits(33).Says("cannot be asked");

        // The journal itself says where its heads are: forgetting the anchor in the targets file does not help.
        File.Delete(lab.Folder["runbook.targets.yaml"]);
        lab.Program.Run("verify", "last").Exits(33).Says("cannot be asked");
    }

    [Fact]
    public void An_anchor_that_is_away_is_told_of_and_the_run_goes_on()
    {
        using var lab = Lab(Once, "anchors: [{ file: away/heads.jsonl }]");
        lab.Run(_target).Exits(0).Says("RB560");
        Assert.True(File.Exists(lab.Folder["done.txt"]));
        lab.Show().Prints("unanchored");
        lab.Program.Run("verify", "last").Exits(33);
    }

    [Fact]
    public void A_run_that_a_required_anchor_does_not_take_is_not_begun()
    {
        using var lab = Lab(Once, "{ anchors: [{ file: away/heads.jsonl }], anchor_required: true }");
        lab.Run(_target).Exits(1).Says("RB561");
        Assert.False(File.Exists(lab.Folder["done.txt"]));
        lab.Show().Prints("failed").Prints("nothing changed");
    }

    [Fact]
    public async Task A_table_takes_heads_from_a_role_that_may_only_insert_and_is_asked_by_another()
    {
        var database = await PreparedAsync("host_a", "auditor_a");
        using var lab = Lab(Once, "anchors: [{ server: audit, verify_as: auditor }]", Servers(database, "host_a", "auditor_a"));
        lab.Run(_target).Exits(0);
        lab.Program.Run("verify", "last").Exits(0).Prints("anchor server:audit knows its end");

        await using var writer = new NpgsqlConnection($"Host={server.Host};Port={server.Port};Username=host_a;Database={database};Pooling=false");
        await writer.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var sql in new[] { "DELETE FROM runbook.anchor", "UPDATE runbook.anchor SET head = ''", "TRUNCATE runbook.anchor", "SELECT * FROM runbook.anchor", "DROP TABLE runbook.anchor", "INSERT INTO runbook.anchor (received_at) VALUES (now())" })
        {
            await using var command = new NpgsqlCommand(sql, writer);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
        }

        // Whoever has the machine can add a lie, and not take back the truth: both cannot be right.
        await server.ExecuteAsync($"INSERT INTO runbook.anchor SELECT run, at, lines, repeat('0', 64), event, host, operator FROM runbook.anchor", database);
        lab.Program.Run("verify", "last").Exits(32).Says("server:audit");
        await server.ExecuteAsync("DELETE FROM runbook.anchor", database);
        lab.Program.Run("verify", "last").Exits(33).Says("does not know the run");
        Directory.Delete(Path.Combine(lab.State, Directory.EnumerateDirectories(lab.State, "2*").Single()), recursive: true);
    }

    [Fact]
    public async Task A_table_that_nobody_may_read_proves_nothing()
    {
        var database = await PreparedAsync("host_b", "auditor_b");
        using var lab = Lab(Once, "anchors: [{ server: audit }]", Servers(database, "host_b", "auditor_b"));
        lab.Run(_target).Exits(0);
        lab.Program.Run("verify", "last").Exits(33).Says("permission denied");
    }

    [Fact]
    public async Task A_run_that_an_anchor_knows_and_whose_directory_is_gone_is_named_even_when_the_site_log_forgot_it()
    {
        var database = await PreparedAsync("host_c", "auditor_c");
        using var lab = Lab(Once, "anchors: [{ server: audit, verify_as: auditor }, { file: heads.jsonl }]", Servers(database, "host_c", "auditor_c"));
        lab.Run(_target).Exits(0);
        lab.Program.Run("verify").Exits(0);
        var run = Path.GetFileName(Directory.EnumerateDirectories(lab.State, "2*").Single());
        Directory.Delete(Path.Combine(lab.State, run), recursive: true);
        lab.Program.Run("verify").Exits(32).Says("RB515").Says(run);
        File.Delete(Path.Combine(lab.State, "site.jsonl"));
        lab.Program.Run("verify").Exits(32).Says("RB567").Says("server:audit").Says("heads.jsonl").Says(run);
    }

    [Theory]
    [InlineData("anchors: [{ server: nowhere }]", "RB563")]
    [InlineData("anchors: [{ file: a, server: b }]", "RB564")]
    [InlineData("anchors: [{}]", "RB564")]
    [InlineData("seal: key", "RB565")]
    [InlineData("anchor: a", "unknown key")]
    public void A_wrong_journal_section_stops_the_run(string journal, string says)
    {
        using var lab = Lab(Once, journal);
        lab.Run(_target).Exits(3).Says(says);
    }

    private async Task<string> PreparedAsync(string host, string auditor)
    {
        var database = await server.NewDatabaseAsync();
        await server.ExecuteAsync(await File.ReadAllTextAsync(Repository.At("schemas", "anchor.sql")), database);
        await server.ExecuteAsync(await File.ReadAllTextAsync(Repository.At("schemas", "anchor.sql")), database);
        await server.ExecuteAsync($"CREATE ROLE {host} LOGIN IN ROLE runbook_anchor; CREATE ROLE {auditor} LOGIN IN ROLE runbook_auditor", database);
        return database;
    }

    private string Servers(string database, string host, string auditor) => $"""
        servers:
          audit: {"{"} connect: "{server.Target(database, host)}" {"}"}
          auditor: {"{"} connect: "{server.Target(database, auditor)}" {"}"}
        """;

    private static Lab Lab(string steps, string journal, string servers = "servers: {}")
    {
        var lab = new Lab();
        lab.Folder.Write("runbook.targets.yaml", $"targets: 1\n{servers}\njournal: {(journal.StartsWith('{') ? journal : $"{{ {journal} }}")}\n");
        return lab.Steps(steps.Replace("FOLDER", lab.Folder.Path, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Events(Lab lab) =>
        File.ReadAllLines(lab.Folder["heads.jsonl"]).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!);
}
