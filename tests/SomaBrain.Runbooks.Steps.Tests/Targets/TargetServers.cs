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

    private readonly TestCertificates _certificates = new();

    public string Certificates => _certificates.Path;

    public ScratchServer Primary => _cluster!.Primary;

    public ScratchServer Standby => _cluster!.Standbys[0];

    private string DefaultSocket => $"/var/run/postgresql/.s.PGSQL.{Primary.Port}";

    public async ValueTask InitializeAsync()
    {
        _cluster = await ScratchCluster.StartAsync(
            new()
            {
                StateDirectory = ScratchFixture.StateDirectory,
                Content = ScratchContent.Empty,
                TcpPort = 0,
                Settings = [.. _certificates.ServerSettings, "max_connections = 20"],
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
        _certificates.Dispose();
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
}
