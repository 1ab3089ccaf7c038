using SomaBrain.Runbooks.Model;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Steps.Tests.Kinds;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

public sealed class Connecting_to_a_server(TargetServers servers) : IClassFixture<TargetServers>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string?, bool> Failures => new()
    {
        // string, code, SQLSTATE, nobody answered
        { "host=127.0.0.1 port=1", "RB640", null, true },
        { "host={tls} port=1", "RB641", null, true },
        { "host=name.invalid", "RB642", null, true },
        { "host=127.0.0.1 port={port} user=bob password=hunter2 dbname=shop", "RB644", "28P01", false },
        { "host=127.0.0.1 port={port} user=missing password=hunter2 dbname=shop", "RB644", "28P01", false },
        { "host={dir} port={port} user=missing dbname=shop", "RB645", "28000", false },
        { "host={dir} port={port} user=nologin dbname=shop", "RB645", "28000", false },
        { "host={dir} port={port} user=carol password=hunter2 dbname=shop", "RB645", "28000", false },
        { "host=127.0.0.1 port={port} user=bob password=hunter2 sslmode=disable dbname=shop", "RB645", "28000", false },
        { "host={dir} port={port} user=postgres dbname=missing", "RB646", "3D000", false },
        { "host={dir} port={port} user=postgres dbname=closed", "RB652", "55000", false },
        { "host={dir} port={port} user=carol2", "RB645", "28000", false },
        { "host=127.0.0.1 port={port} user=bob password=bob dbname=hidden", "RB656", "42501", false },
        { "host={dir} port={port} user=postgres options=-cnonsense=1", "RB652", "42704", false },
        { "host=127.0.0.1 port={port} user=bob dbname=shop", "RB650", null, false },
        { "host=127.0.0.1 port={port} user=bob password=hunter2 dbname=shop sslmode=verify-full sslrootcert={tls}/ca.crt", "RB649", null, false },
        { "host=localhost port={port} user=bob password=hunter2 dbname=shop sslmode=verify-full sslrootcert={tls}/other.crt", "RB649", null, false },
        { "host=localhost port={port} user=bob password=hunter2 dbname=shop sslmode=require sslcert={tls}/ca.srl sslkey={tls}/dave.key", "RB649", null, false },
        { "host={dir} port={port} user=postgres target_session_attrs=standby", "RB654", null, false },
        { "host={dir} port={port} user=postgres channel_binding=require", "RB652", null, false },
        { "host=127.0.0.1 port={port} user=bob password=hunter2 dbname=shop require_auth=password", "RB652", null, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_says_where_and_what_to_do(string text, string code, string? state, bool nobody)
    {
        var settings = Settings(text);
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(settings, Ct));
        Assert.True(code == failed.Problem.Code, $"{failed.Problem} {failed.Problem.SqlState} {failed.Problem.Hint}");
        Assert.Equal(state, failed.Problem.SqlState);
        Assert.Equal(nobody, failed.NobodyAnswered);
        Assert.NotNull(failed.Problem.Hint);
        Assert.Contains(code == "RB642" ? "name.invalid" : $"`{settings.Servers[0]}`", failed.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{failed.Problem} {failed.Problem.Hint}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hostaddr=127.0.0.1 host=db.example.com port={port} sslmode=verify-full sslrootcert={tls}/ca.crt")]
    [InlineData("host=localhost port={port} sslmode=verify-ca sslrootcert={tls}/other.crt")]
    [InlineData("host=localhost port={port} sslmode=verify-full sslrootcert=system")]
    public async Task A_certificate_that_is_not_believed_is_told_in_plain_words(string text)
    {
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(Settings($"{text} user=bob password=bob dbname=shop"), Ct));
        Assert.EndsWith(": the server's certificate is not believed", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_that_of_the_certificate_is_told_as_such()
    {
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(Settings("host=localhost port={port} user=dave dbname=shop sslcert={tls}/dave.crt sslkey={tls}/ca.key"), Ct));
        Assert.Equal(("RB649", $"check that `sslkey` is the key of `{servers.Certificates}/dave.crt`, and `sslpassword` if it has one"), (failed.Problem.Code, failed.Problem.Hint));
    }

    [Theory]
    [InlineData("host={dir} ")]
    [InlineData("host=/var/run/postgresql ")]
    [InlineData("host=localhost sslmode=require ")]
    public async Task A_command_logs_in_with_the_password_of_its_target(string where)
    {
        Assert.SkipWhen(where.Contains("/var/run", StringComparison.Ordinal) && !File.Exists($"/var/run/postgresql/.s.PGSQL.{servers.Primary.Port}"), "no socket may be put there");
        var user = where.Contains("localhost", StringComparison.Ordinal) ? "user=bob dbname=shop password=bob" : @"user=alice dbname=alice password='p:w\\\'1 @/'";
        await using var play = new SqlPlay(servers.Fill($"{where} port={{port}} {user}", ""));

        var end = await play.StepsAsync($"- {{ id: it, effect: read, shell: [{servers.Primary.BinDirectory}/psql, -w, -Atqc, SELECT current_user] }}");

        Assert.True(end.ExitCode == ExitCode.Done, string.Join(' ', end.Problems));
        Assert.StartsWith($"user={play.Told("it", "stdout")} ", user, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_times_out_and_one_that_hangs_up_is_told_apart()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = Settings($"host=127.0.0.1 port={((IPEndPoint)silent.LocalEndpoint).Port} sslmode=disable connect_timeout=2");
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(settings, Ct));
        Assert.Equal(("RB643", true), (failed.Problem.Code, failed.NobodyAnswered));

        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        var hangUp = Task.Run(async () => (await rude.AcceptSocketAsync(Ct)).Dispose(), Ct);
        settings = Settings($"host=127.0.0.1 port={((IPEndPoint)rude.LocalEndpoint).Port} sslmode=disable");
        failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(settings, Ct));
        await hangUp;
        Assert.Equal("RB653", failed.Problem.Code);
        Assert.Contains("closed the connection before it was made", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prefer", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("prefer", "-ERR unknown command\r\n")]
    [InlineData("disable", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task A_service_that_is_not_PostgreSQL_is_called_so(string mode, string answer)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answered = Task.Run(
            async () =>
            {
                using var socket = await other.AcceptSocketAsync(Ct);
                await socket.ReceiveAsync(new byte[1024], Ct);
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), Ct);
            },
            Ct);

        var settings = Settings($"host=127.0.0.1 port={((IPEndPoint)other.LocalEndpoint).Port} sslmode={mode}");
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(settings, Ct));

        await answered;
        Assert.Equal("RB653", failed.Problem.Code);
        Assert.EndsWith("does not speak PostgreSQL's protocol", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_free_connection_gone_is_told()
    {
        await servers.Primary.ExecuteAsync("ALTER ROLE bob CONNECTION LIMIT 0", "postgres", "postgres", Ct);
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(Settings("host=127.0.0.1 port={port} user=bob password=bob dbname=shop"), Ct));
        await servers.Primary.ExecuteAsync("ALTER ROLE bob CONNECTION LIMIT -1", "postgres", "postgres", Ct);
        Assert.Equal(("RB647", "53300"), (failed.Problem.Code, failed.Problem.SqlState));
    }

    [Fact]
    public void A_server_that_starts_up_counts_as_down()
    {
        var settings = Settings("host={dir} port={port}");
        var failed = ConnectFailure.Explain(new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"), settings, settings.Servers[0]);
        Assert.Equal(("RB648", "57P03", true), (failed.Problem.Code, failed.Problem.SqlState, failed.NobodyAnswered));
    }

    [Fact]
    public async Task Of_several_servers_each_says_why_not()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // nobody else gets it, and nobody listens
        var port = ((IPEndPoint)closed.LocalEndPoint!).Port;

        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(Settings($"host={{dir}},127.0.0.1 port={{port}},{port} dbname=shop target_session_attrs=standby"), Ct));

        Assert.Equal(("RB640", true), (failed.Problem.Code, failed.NobodyAnswered));
        Assert.Contains("; before it, `", failed.Problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("is a primary, and `target_session_attrs` wants `standby`", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_tries_the_failure_that_matters_is_told()
    {
        var failed = Assert.IsType<ConnectOutcome.Failed>(await ServerConnector.OpenAsync(Settings("host=127.0.0.1 port={port} user=bob password=hunter2 dbname=shop sslmode=allow"), Ct));
        Assert.Equal("RB644", failed.Problem.Code);
    }

    [Fact]
    public async Task Facts_of_a_superuser_are_whole_and_of_a_plain_role_as_far_as_it_may_ask()
    {
        await using var super = await OpenAsync("host={dir} port={port} user=postgres dbname=shop");
        await using var plain = await OpenAsync("host=127.0.0.1 port={port} user=bob password=bob dbname=shop");
        await using var standby = await OpenAsync("host={standby} port={standbyport} user=postgres dbname=shop");

        Assert.Equal(("shop", "postgres", false, 1), (super.Facts.Database, super.Facts.SessionUser, super.Facts.InRecovery, super.Facts.Timeline));
        Assert.Equal(servers.Primary.DataDirectory, super.Facts.DataDirectory);
        Assert.Equal(super.Session.ProcessID, super.Facts.BackendPid);
        Assert.NotNull(super.Facts.StatsReset);
        Assert.Equal(super.Facts.VersionNumber >= 140000, super.Facts.CanCheckClient);
        Assert.StartsWith($"{super.Facts.VersionNumber / 10000}.", super.Facts.Version, StringComparison.Ordinal);

        Assert.Null(plain.Facts.DataDirectory);
        Assert.Equal(super.Facts.PostmasterStart, plain.Facts.PostmasterStart);
        Assert.Equal(1, plain.Facts.Timeline);

        Assert.True(standby.Facts.InRecovery);
        Assert.Equal(super.Facts.SystemIdentifier, standby.Facts.SystemIdentifier);
        Assert.Null(Fingerprint.Distinct("a", super.Facts, "b", standby.Facts));
        Assert.Equal("RB665", Fingerprint.Distinct("a", super.Facts, "b", plain.Facts)!.Code);
        Assert.Null(Fingerprint.Of(super.Facts).Compare(Fingerprint.Of(plain.Facts), "db", "here"));
    }

    [Fact]
    public async Task A_role_that_may_not_read_the_control_file_still_connects()
    {
        const string Functions = "FUNCTION pg_catalog.pg_control_system(), pg_catalog.pg_control_checkpoint()";
        await servers.Primary.ExecuteAsync($"REVOKE EXECUTE ON {Functions} FROM PUBLIC", "shop", "postgres", Ct);
        await using var plain = await OpenAsync("host=127.0.0.1 port={port} user=bob password=bob dbname=shop");
        await servers.Primary.ExecuteAsync($"GRANT EXECUTE ON {Functions} TO PUBLIC", "shop", "postgres", Ct);
        Assert.Null(plain.Facts.SystemIdentifier);
        Assert.Equal(1, plain.Facts.Timeline);
    }

    [Fact]
    public async Task A_wrong_server_is_told_by_role_version_and_database()
    {
        await using var standby = await OpenAsync("host={standby} port={standbyport} user=postgres dbname=shop");
        var wrong = new TargetRequirement("db", ServerRole.Primary, VersionRange.Parse("<10"), "somabrain").Check(standby.Facts, $"{standby.Address}").ToList();
        Assert.Equal(["RB660", "RB661", "RB662"], wrong.Select(problem => problem.Code));
        Assert.All(wrong, problem => Assert.StartsWith($"wrong server: target `db` at `{standby.Address}` is", problem.Message, StringComparison.Ordinal));
        Assert.Empty(new TargetRequirement("db", ServerRole.Standby, VersionRange.Parse(">=13"), "shop").Check(standby.Facts, ""));
        Assert.Equal("RB663", Fingerprint.Of(standby.Facts).Compare(Fingerprint.Of(standby.Facts) with { SystemIdentifier = "1" }, "db", "here")!.Code);
    }

    [Fact]
    public async Task A_session_is_not_pooled_and_reads_values_of_any_type_as_text()
    {
        await using var opened = await OpenAsync("host={dir} port={port} user=postgres dbname=shop options=-cwork_mem=7MB application_name=runbook/x");
        await servers.Primary.ExecuteAsync("CREATE TYPE made AS (a int, b text)", "shop", "postgres", Ct);
        await using var command = new NpgsqlCommand(
            "SELECT '(1,x)'::made, '{1,2}'::int[], '[1,3)'::int4range, current_setting('application_name'), current_setting('client_encoding'), $1::text", opened.Session)
        {
            AllResultTypesAreUnknown = true,
            Parameters = { new() { Value = "ä", NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown } },
        };
        await using var reader = await command.ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);
        Assert.Equal("(1,x) {1,2} [1,3) runbook/x UTF8 ä", string.Join(' ', Enumerable.Range(0, 6).Select(reader.GetString)));
    }

    [Theory]
    [InlineData("host=/tmp", null)]
    [InlineData("host=127.0.0.2 sslmode=disable", null)]
    [InlineData("host=::1 sslmode=disable", null)]
    [InlineData("host=localhost", null)]
    [InlineData("host=localhost hostaddr=10.0.0.1", Protection.PerhapsPlain)]
    [InlineData("host=db", Protection.PerhapsPlain)]
    [InlineData("host=db sslmode=disable", Protection.Plain)]
    [InlineData("host=db sslmode=require", Protection.Unproven)]
    [InlineData("host=db sslmode=require sslrootcert={tls}/ca.crt", Protection.AuthorityOnly)]
    [InlineData("host=db sslmode=verify-full sslrootcert={tls}/ca.crt", null)]
    [InlineData("host=db sslrootcert=system", null)]
    public void A_plan_can_say_what_protects_the_way(string text, Protection? expected) =>
        Assert.Equal(expected, TransportNote.For(Settings(text)).SingleOrDefault()?.Protection);

    [Fact]
    public void No_connection_string_of_ours_holds_a_password()
    {
        var settings = Settings("host=db password=hunter2 sslpassword=hunter3");
        Assert.DoesNotContain("hunter", NpgsqlSettings.ToConnectionString(settings, settings.Servers[0]), StringComparison.Ordinal);
        using var source = NpgsqlSettings.DataSource(settings, settings.Servers[0]);
        Assert.DoesNotContain("hunter", source.ConnectionString, StringComparison.Ordinal);
    }

    private async Task<ServerConnection> OpenAsync(string text)
    {
        var outcome = await ServerConnector.OpenAsync(Settings(text), Ct);
        return outcome is ConnectOutcome.Opened opened ? opened.Connection : throw new InvalidOperationException($"{outcome}");
    }

    private ConnectionSettings Settings(string text)
    {
        using var host = new TestHost();
        var problems = new DiagnosticBag();
        var options = ConnectionString.Parse(servers.Fill(text, host.HomeDirectory), new("--target"), problems);
        return new LibpqRules(host).Complete(options!, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
