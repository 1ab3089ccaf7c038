using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

/// <summary>
/// A server with a socket (also at the default place), scram and TLS on loopback, and a standby of it. The certificate names
/// `localhost` only, so that 127.0.0.1 is the wrong name.
/// </summary>
public sealed class TargetServers : IAsyncLifetime
{
    private const string Password = @"p:w\'1 @/";

    private ScratchCluster? _cluster;

    public string Certificates { get; } = Directory.CreateTempSubdirectory("rb-tls-").FullName;

    public ScratchServer Primary => _cluster!.Primary;

    public ScratchServer Standby => _cluster!.Standbys[0];

    private string DefaultSocket => $"/var/run/postgresql/.s.PGSQL.{Primary.Port}";

    public async ValueTask InitializeAsync()
    {
        MakeCertificates();
        _cluster = await ScratchCluster.StartAsync(
            new()
            {
                StateDirectory = ScratchFixture.StateDirectory,
                Content = ScratchContent.Empty,
                TcpPort = 0,
                Settings = ["ssl = on", $"ssl_cert_file = '{Certificates}/server.crt'", $"ssl_key_file = '{Certificates}/server.key'", $"ssl_ca_file = '{Certificates}/ca.crt'", "max_connections = 20"],
                HbaLines =
                [
                    "local all alice scram-sha-256", "local all carol reject", "hostssl all bob 127.0.0.1/32 scram-sha-256", "hostnossl all bob 127.0.0.1/32 reject",
                    "hostssl all dave 127.0.0.1/32 cert",
                ],
            },
            CancellationToken.None);
        foreach (var statement in new[]
        {
            Environment.UserName == "postgres" ? "SELECT 1" : $"CREATE ROLE \"{Environment.UserName}\" SUPERUSER LOGIN", "CREATE DATABASE root", "CREATE DATABASE shop", "CREATE DATABASE closed ALLOW_CONNECTIONS false",
            $"CREATE ROLE alice LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'", "CREATE DATABASE alice",
            "CREATE ROLE bob LOGIN PASSWORD 'bob'", "CREATE ROLE carol LOGIN", "CREATE ROLE dave LOGIN", "CREATE ROLE nologin", "CREATE DATABASE hidden", "REVOKE CONNECT ON DATABASE hidden FROM PUBLIC",
        })
        {
            await Primary.ExecuteAsync(statement, "postgres", "postgres", CancellationToken.None);
        }

        LinkDefaultSocket();
        await _cluster.AddStandbyAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(DefaultSocket))
        {
            File.Delete(DefaultSocket);
        }

        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(Certificates, recursive: true);
    }

    /// <summary>Puts this server's places into a text of a table of cases.</summary>
    public string Fill(string text, string home) => text
        .Replace("{dir}", Primary.Host, StringComparison.Ordinal)
        .Replace("{port}", $"{Primary.Port}", StringComparison.Ordinal)
        .Replace("{standby}", Standby.Host, StringComparison.Ordinal)
        .Replace("{standbyport}", $"{Standby.Port}", StringComparison.Ordinal)
        .Replace("{tls}", Certificates, StringComparison.Ordinal)
        .Replace("{home}", home, StringComparison.Ordinal);

    // Where we may not write there, psql finds nothing at the default place, and we must not either.
    private void LinkDefaultSocket()
    {
        try
        {
            File.CreateSymbolicLink(DefaultSocket, $"{Primary.Host}/.s.PGSQL.{Primary.Port}");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
        }
    }

    private void MakeCertificates()
    {
        foreach (var authority in new[] { "ca", "other" })
        {
            OpenSsl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", $"/CN={authority}", "-keyout", $"{authority}.key", "-out", $"{authority}.crt");
        }

        Sign("server", "localhost", "subjectAltName=DNS:localhost");
        Sign("dave", "dave", "keyUsage=digitalSignature");
        if (Environment.IsPrivilegedProcess)
        {
            Programs.Run("chown", ["postgres", $"{Certificates}/server.key"]);
        }

        Programs.Run("chmod", ["755", Certificates]);
    }

    private void Sign(string name, string subject, string extension)
    {
        File.WriteAllText($"{Certificates}/{name}.ext", extension);
        OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-subj", $"/CN={subject}", "-keyout", $"{name}.key", "-out", $"{name}.csr");
        OpenSsl("x509", "-req", "-in", $"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", $"{name}.ext", "-out", $"{name}.crt");
        File.SetUnixFileMode($"{Certificates}/{name}.key", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void OpenSsl(params string[] arguments)
    {
        var (code, _, error) = Programs.Run("openssl", arguments.Select(a => a is ['-' or '/', ..] || !a.Contains('.', StringComparison.Ordinal) ? a : $"{Certificates}/{a}"));
        Assert.True(code == 0, error);
    }
}
