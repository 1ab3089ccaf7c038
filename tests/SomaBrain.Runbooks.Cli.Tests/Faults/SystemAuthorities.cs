using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>`sslrootcert=system`: the operating system's authorities decide, and the name has to be right.</summary>
public sealed class SystemAuthorities
{
    [Fact]
    public async Task Believe_a_certificate_of_theirs_with_the_right_name_only()
    {
        using var certificates = new TestCertificates();
        await using var cluster = await ScratchCluster.StartAsync(
            FaultServer.Options with { Settings = [.. certificates.ServerSettings], HbaLines = ["hostssl all postgres 127.0.0.1/32 trust"] }, TestContext.Current.CancellationToken);
        using var lab = new Lab().Steps("  - { id: tls, sql: SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid() }\n  - assert: steps.tls.row.ssl");

        RunbookResult Run(string host, string authorities) => Lab.Checked(lab.Program.Environment("SSL_CERT_FILE", $"{certificates.Path}/{authorities}.crt").Run(
            "run", "x.yaml", "--target", $"{host} port={cluster.Primary.Port} user=postgres dbname=postgres sslrootcert=system"));

        Run("host=localhost", "ca").Exits(0);
        Run("host=localhost", "other").Exits(1).Says("error[RB649]").Says("the server's certificate is not believed");
        Run("host=127.0.0.1", "ca").Exits(1).Says("error[RB649]");
        Run("hostaddr=127.0.0.1 host=db.example.com", "ca").Exits(1).Says("error[RB649]");
        Run("hostaddr=127.0.0.1 host=localhost", "ca").Exits(0);
    }
}
