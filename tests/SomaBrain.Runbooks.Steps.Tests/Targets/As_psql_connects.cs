using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

/// <summary>The real psql and this program under the same home, environment and string: both get to the same place, or neither gets in.</summary>
public sealed class As_psql_connects(TargetServers servers) : IClassFixture<TargetServers>
{
    private const string Where = """
        SELECT concat_ws('|', current_user, current_database(), coalesce(inet_server_port()::text, 'socket'), pg_is_in_recovery(),
                         coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false), current_setting('work_mem'))
        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        // string, environment, .pgpass, .pg_service.conf
        { "", "PGPORT={port}", "", "" },
        { "", "PGHOST={dir} PGPORT={port}", "", "" },
        { "", "PGHOST={dir} PGPORT={port} PGDATABASE=shop", "", "" },
        { "", "PGHOST={dir} PGPORT={port} PGUSER=postgres", "", "" },
        { "", "PGHOST={dir} PGPORT={port} PGDATABASE= PGUSER=", "", "" },
        { "", "PGHOST={dir} PGPORT={port} PGOPTIONS=-cwork_mem=7MB", "", "" },
        { "", "PGHOST={dir} PGPORT=1", "", "" },
        { "", "PGHOST={dir} PGPORT=x", "", "" },
        { "", "PGHOST=/nowhere PGPORT={port}", "", "" },
        { "dbname=shop", "PGHOST={dir} PGPORT={port} PGDATABASE=root", "", "" },
        { "dbname = 'shop'  port={port}", "PGHOST={dir} PGPORT=1", "", "" },
        { "host='' dbname=shop", "PGHOST=/nowhere PGPORT={port}", "", "" },
        { "dbname=shop dbname=root", "PGHOST={dir} PGPORT={port}", "", "" },
        { @"host={dir} port={port} dbname='sh\op'", "", "", "" },
        { @"host={dir} port={port} user=alice password='p:w\\\'1 @/'", "", "", "" },
        { @"host={dir} port={port} user=alice password=p:w\\\'1\ @/", "", "", "" },
        { "host={dir} port={port} user=alice password=wrong", "", "", "" },
        { "host={dir} port={port} dbname", "", "", "" },
        { "host={dir} port={port} dbnaem=shop", "", "", "" },
        { "host={dir} port={port} dbname='shop", "", "", "" },
        { "postgresql:///shop?host={dir}&port={port}", "", "", "" },
        { "postgres:///shop?host={dir}&port={port}&user=postgres", "", "", "" },
        { "postgresql://alice:p%3Aw%5C%271%20%40%2F@localhost:{port}/shop", "", "", "" },
        { "postgresql://alice:p:w%5C%271%20%40%2F@127.0.0.1:{port}", "", "", "" },
        { "postgresql://postgres@%2Fnowhere:{port},%2Ftmp:1/shop", "", "", "" },
        { "postgresql://bob:bob@localhost:{port}/shop?ssl=true", "", "", "" },
        { "postgresql://bob:bob@localhost:1,127.0.0.1:{port}/shop", "", "", "" },
        { "postgresql://bob:bob@[::1]:{port},127.0.0.1:{port}/shop", "", "", "" },
        { "postgresql://bob:b%6Fb@localhost:{port}/sh%6fp?options=-cwork_mem%3D9MB", "", "", "" },
        { "postgresql://bob:b%zzb@localhost:{port}/shop", "", "", "" },
        { "postgresql://bob:bob@localhost:{port}/shop?nonsense=1", "", "", "" },
        { "postgresql://bob:bob@localhost:{port}/shop?sslmode", "", "", "" },
        { "postgresql://bob:bob@localhost:{port}/shop?sslmode=requir", "", "", "" },
        { "postgresql://bob@localhost:{port}/shop", "PGPASSWORD=bob", "", "" },
        { "postgresql://bob:@localhost:{port}/shop", "PGPASSWORD=bob", "", "" },
        { "postgresql://bob@localhost:{port}/shop", "", "", "" },
        { "host=127.0.0.1 port={port} user=bob", "PGPASSWORD=bob PGDATABASE=shop", "", "" },
        { "hostaddr=127.0.0.1 host=unknown.invalid port={port} user=bob password=bob dbname=shop", "", "", "" },
        { "host=a,b hostaddr=127.0.0.1 port={port}", "", "", "" },
        { "host=127.0.0.1 port={port},{port} user=bob", "PGPASSWORD=bob", "", "" },
        { "user=bob dbname=shop", "PGHOSTADDR=127.0.0.1 PGPORT={port} PGPASSWORD=bob", "", "" },
        { "host=localhost,{dir} port=1,{port} user=postgres", "", "", "" },

        // password file
        { "host={dir} port={port} user=alice", "", @"{dir}:{port}:alice:alice:p\:w\\'1 @/", "" },
        { "host={dir} port={port} user=alice", "", @"localhost:{port}:alice:alice:p\:w\\'1 @/", "" },
        { "port={port} user=alice", "", @"localhost:*:*:alice:p\:w\\'1 @/", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop", "", "# bob\n127.0.0.1:{port}:shop:bobby:no\n*:*:*:bob:bob:ignored\n", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop", "", "*:*:*:*:wrong\n*:*:*:bob:bob\n", "" },
        { "host=localhost hostaddr=127.0.0.1 port={port} user=bob dbname=shop", "", "localhost:*:*:bob:bob\r\n", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop passfile={home}/other", "", "", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop", "PGPASSWORD=wrong", "*:*:*:*:bob", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop password=''", "PGPASSWORD=bob", "*:*:*:*:bob", "" },
        { "host=127.0.0.1 port={port} user=bob dbname=shop", "", "!*:*:*:*:bob", "" },

        // service file
        { "service=shop", "", "", "[other]\nhost=nowhere\n[shop]\nhost={dir}\nport={port}\ndbname=shop\n" },
        { "service=shop dbname=root", "PGDATABASE=postgres", "", "[shop]\nhost={dir}\nport={port}\ndbname=shop\n" },
        { "service=shop", "PGDATABASE=postgres PGUSER=postgres", "", "[shop]\nhost={dir}\nport={port}\ndbname=shop\n" },
        { "", "PGSERVICE=shop PGPORT={port}", "", "# comment\n  [shop]\n  host={dir}  \n\n[last]\nhost=nowhere\n" },
        { "", "PGSERVICE=shop PGHOST=/nowhere", "", "[shop]\nhost={dir}\nport={port}\nhost=nowhere\n" },
        { "service=missing host={dir} port={port}", "", "", "[shop]\nhost={dir}\n" },
        { "service=shop", "", "", "[shop]\nhost {dir}\nport={port}\n" },
        { "service=shop", "", "", "[shop]\nhots={dir}\nport={port}\n" },
        { "service=shop", "", "", "[shop]\nservice=other\nhost={dir}\nport={port}\n" },
        { "service=shop", "PGSERVICEFILE={home}/nowhere", "", "[shop]\nhost={dir}\nport={port}\n" },
        { "service=shop", "PGSYSCONFDIR={home}/sys", "", "" },

        // TLS
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=disable", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=allow", "", "", "" },
        { "host=localhost port={port} user=alice password='p:w\\\\\\'1 @/' dbname=shop sslmode=allow", "", "", "" },
        { "host=localhost port={port} user=alice password='p:w\\\\\\'1 @/' dbname=shop sslmode=disable", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=require", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=verify-full", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "", "", "" },
        { "host=127.0.0.1 port={port} user=bob password=bob dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "", "", "" },
        { "host=127.0.0.1 port={port} user=bob password=bob dbname=shop sslmode=verify-ca sslrootcert={tls}/ca.crt", "", "", "" },
        { "hostaddr=127.0.0.1 host=localhost port={port} user=bob password=bob dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "", "", "" },
        { "hostaddr=127.0.0.1 host=other.name port={port} user=bob password=bob dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "", "", "" },
        { "hostaddr=127.0.0.1 port={port} user=bob password=bob dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=verify-ca sslrootcert={tls}/other.crt", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=require sslrootcert={tls}/other.crt", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=require sslrootcert={tls}/none.crt", "", "", "" },
        { "host={dir} port={port} dbname=shop sslmode=verify-full", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop", "PGSSLMODE=verify-full PGSSLROOTCERT={tls}/ca.crt", "", "" },
        { "host=localhost port={port} user=dave dbname=shop sslcert={tls}/dave.crt sslkey={tls}/dave.key", "", "", "" },
        { "host=localhost port={port} user=dave dbname=shop sslmode=verify-full", "PGSSLROOTCERT={tls}/ca.crt PGSSLCERT={tls}/dave.crt PGSSLKEY={tls}/dave.key", "", "" },
        { "host=localhost port={port} user=dave dbname=shop", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop sslmode=require channel_binding=require", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop ssl_min_protocol_version=TLSv1.3 sslmode=require", "", "", "" },
        { "host=localhost port={port} user=bob password=bob dbname=shop ssl_max_protocol_version=TLSv1.2 sslmode=require", "", "", "" },
        { "host={dir} port={port} dbname=shop channel_binding=require", "", "", "" },

        // several servers
        { "host={dir},{standby} port={port},{standbyport} dbname=shop target_session_attrs=standby", "", "", "" },
        { "host={standby},{dir} port={standbyport},{port} dbname=shop target_session_attrs=primary", "", "", "" },
        { "host={standby},{dir} port={standbyport},{port} dbname=shop target_session_attrs=read-write", "", "", "" },
        { "host={dir},{standby} port={port},{standbyport} dbname=shop", "PGTARGETSESSIONATTRS=read-only", "", "" },
        { "host={dir},{standby} port={port},{standbyport} dbname=shop target_session_attrs=prefer-standby", "", "", "" },
        { "host={dir},{dir} port={port} dbname=shop target_session_attrs=prefer-standby", "", "", "" },
        { "host={dir} port={port} dbname=shop target_session_attrs=standby", "", "", "" },
        { "host={dir},{standby} port={port},{standbyport} user=alice password=wrong", "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task To_the_same_place(string text, string environment, string passwords, string services)
    {
        using var host = new TestHost();
        text = servers.Fill(text, host.HomeDirectory);
        foreach (var pair in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            host.Variables[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = servers.Fill(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], host.HomeDirectory);
        }

        WriteFiles(host, passwords, services);
        var expected = Psql(host, text);
        var problems = new DiagnosticBag();
        var found = await OursAsync(host, text, problems);

        Assert.True(expected.Answer == found, $"psql: {expected.Answer} {expected.Error}\nours: {found} {string.Join('\n', problems)}");
    }

    private void WriteFiles(TestHost host, string passwords, string services)
    {
        host.Write("other", "*:*:*:bob:bob");
        host.Write("sys/pg_service.conf", servers.Fill("[shop]\nhost={dir}\nport={port}\ndbname=shop\n", host.HomeDirectory));
        if (passwords.Length > 0)
        {
            var tooOpen = passwords[0] == '!';
            host.Write(".pgpass", servers.Fill(tooOpen ? passwords[1..] : passwords, host.HomeDirectory),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | (tooOpen ? UnixFileMode.GroupRead : 0));
        }

        if (services.Length > 0)
        {
            host.Write(".pg_service.conf", servers.Fill(services, host.HomeDirectory));
        }
    }

    private (string Answer, string Error) Psql(TestHost host, string text)
    {
        var environment = new Dictionary<string, string>(host.Variables) { ["HOME"] = host.HomeDirectory, ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8" };
        var (code, output, error) = Programs.Run(
            $"{servers.Primary.BinDirectory}/psql", ["-X", "-w", "-A", "-t", "-c", Where, .. text.Length > 0 ? new[] { "-d", text } : []], environment);
        return (code == 0 ? output.Trim() : "refused", error);
    }

    private static async Task<string> OursAsync(TestHost host, string text, DiagnosticBag problems)
    {
        var options = ConnectionString.Parse(text, new("--target"), problems);
        if (options is null || new LibpqRules(host).Complete(options, problems) is not { } settings)
        {
            return "refused";
        }

        switch (await ServerConnector.OpenAsync(settings, TestContext.Current.CancellationToken))
        {
            case ConnectOutcome.Opened { Connection: var connection }:
                await using (connection)
                {
                    await using var command = new NpgsqlCommand(Where, connection.Session);
                    return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
                }

            case ConnectOutcome.Failed failed:
                problems.Add(failed.Problem);
                return "refused";
            default:
                throw new InvalidOperationException();
        }
    }
}
