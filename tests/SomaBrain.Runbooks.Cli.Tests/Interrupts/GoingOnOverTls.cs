using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>A run that goes on, or is undone, asks of the server the same proof as at its beginning.</summary>
public sealed class GoingOnOverTls
{
    private const string Steps = """
          - { id: write, sql: CREATE TABLE kept (), undo: [{ sql: DROP TABLE kept }] }
          - { id: tls, sql: "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()" }
          - { assert: steps.tls.row.ssl }
          - { id: command, effect: read, shell: [psql, -Atqc, "SELECT current_user, ssl, current_setting('work_mem') FROM pg_stat_ssl WHERE pid = pg_backend_pid()"] }
          - { assert: "steps.command.stdout == 'dave|t|7MB'" }
          - { id: ask, confirm: Go on? }
          - { id: again, sql: "SELECT ssl, current_setting('work_mem') AS mem FROM pg_stat_ssl WHERE pid = pg_backend_pid()" }
          - { assert: "steps.again.row.ssl && steps.again.row.mem == '7MB'" }
        """;

    [Fact]
    public async Task With_the_same_trust_and_the_same_settings()
    {
        using var certificates = new TestCertificates();
        await using var cluster = await ScratchCluster.StartAsync(
            FaultServer.Options with { Settings = [.. certificates.ServerSettings], HbaLines = ["hostssl all dave 127.0.0.1/32 cert", "host all dave 127.0.0.1/32 reject"] },
            TestContext.Current.CancellationToken);
        await cluster.Primary.ExecuteAsync("CREATE ROLE dave LOGIN SUPERUSER", "postgres", "postgres", TestContext.Current.CancellationToken);
        using var lab = new Lab().Steps(Steps);
        foreach (var file in new[] { "ca.crt", "other.crt", "dave.crt", "dave.key" })
        {
            File.Copy($"{certificates.Path}/{file}", lab.Folder[file]);
        }

        var target = $"host=localhost port={cluster.Primary.Port} user=dave dbname=postgres sslmode=verify-full sslrootcert=ca.crt sslcert=dave.crt sslkey=dave.key options=-cwork_mem=7MB";
        lab.Run(target).Exits(8).Says("sslmode=verify-full");

        File.Move(lab.Folder["ca.crt"], lab.Folder["right.crt"]);
        lab.Resume("--yes").Exits(3).Says("error[RB613]");
        File.Copy(lab.Folder["right.crt"], lab.Folder["ca.crt"]);
        lab.Resume("--yes").Exits(0);

        File.Copy(lab.Folder["other.crt"], lab.Folder["ca.crt"], overwrite: true);
        Lab.Checked(lab.Program.Run("undo", "last", "--yes")).Exits(1).Says("error[RB649]").Says("the server's certificate is not believed");
    }
}
