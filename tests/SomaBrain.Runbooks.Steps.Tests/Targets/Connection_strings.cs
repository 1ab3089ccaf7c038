using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

public sealed class Connection_strings
{
    private readonly DiagnosticBag _problems = [];

    [Theory]
    [InlineData("hots=/tmp", "RB601", "`host`")]
    [InlineData("postgresql:///db?sslmod=require", "RB601", "`sslmode`")]
    [InlineData("host=/tmp dbname", "RB602", "not followed by `=`")]
    [InlineData("dbname='a", "RB602", "quote")]
    [InlineData("postgresql://[::1/db", "RB602", "IPv6")]
    [InlineData("postgresql://[]/db", "RB602", "IPv6")]
    [InlineData("postgresql:///db?host", "RB602", "key=value")]
    [InlineData("postgresql:///db?host=a=b", "RB602", "key=value")]
    [InlineData("postgresql:///d%00b", "RB602", "%25")]
    [InlineData("postgresql:///d%ffb", "RB602", "%25")]
    [InlineData("port=99999", "RB603", "65535")]
    [InlineData("sslmode=on", "RB603", "`verify-full`")]
    [InlineData("connect_timeout=soon", "RB603", "whole number")]
    [InlineData("hostaddr=db.example.com", "RB603", "`host`")]
    [InlineData("target_session_attrs=master", "RB603", "`primary`")]
    [InlineData("require_auth=scram,!md5", "RB603", "`!`")]
    [InlineData("channel_binding=require require_auth=md5", "RB612", "scram-sha-256")]
    [InlineData("host=a,b hostaddr=127.0.0.1", "RB604", "hostaddr")]
    [InlineData("host=a port=1,2", "RB604", "port")]
    [InlineData("sslcrl=/etc/x.crl", "RB605", "revoked")]
    [InlineData("requirepeer=postgres", "RB605", "verify-full")]
    [InlineData("gssencmode=require", "RB605", "Kerberos")]
    [InlineData("sslcertmode=require", "RB605", "sslcert")]
    [InlineData("replication=database", "RB605", "pg_basebackup")]
    [InlineData("sslsni=0", "RB606", "sslsni")]
    [InlineData("host=h sslrootcert=system sslmode=require", "RB612", "public authority")]
    [InlineData("host=h sslnegotiation=direct", "RB612", "sslnegotiation")]
    [InlineData("host=h sslmode=verify-ca", "RB613", "root.crt")]
    public void A_wrong_one_is_named_with_what_to_do(string text, string code, string says)
    {
        Complete(text);
        var problem = Assert.Single(_problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Message + problem.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=hunter2 hunter3 host=/tmp")]
    [InlineData("password=hunter2 hunter3=4")]
    [InlineData("password='hunter2")]
    [InlineData("host=/tmp password=hunter2 bogus=1 port=hunter port=1")]
    [InlineData("sslpassword=hunter2 hunter3")]
    [InlineData("postgresql://me:hunter@2@db/app")]
    [InlineData("postgresql://me:hunter/2@db/app")]
    [InlineData("postgresql://me:12/hunter2@db/app")]
    [InlineData("postgresql://me:hunter%2@db/app")]
    [InlineData("postgresql:///app?password=hunter%2")]
    [InlineData("postgresql://me:hunter2@[::1/app")]
    [InlineData("postgresql://me:hunter2@db:port/app?nonsense=1")]
    [InlineData("password=hunter2 host=/nowhere sslmode=x")]
    public void No_piece_of_a_password_is_ever_shown(string text)
    {
        Complete(text);
        Assert.NotEmpty(_problems);
        Assert.All(_problems, problem => Assert.DoesNotContain("hunter", problem.ToString() + problem.Hint, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_show_where_a_password_is_from_and_never_what_it_is()
    {
        var settings = Complete("postgresql://me:hunter2@db:5433,[::1]/app?application_name=x")!;
        Assert.Equal("postgresql://me@db:5433,[::1]:5432/app", settings.ToString());
        Assert.DoesNotContain("hunter2", $"{settings} {string.Join(' ', settings.Servers)} {settings.Servers[0].Password} {ConnectionString.Parse("password=hunter2", new("x"), _problems)}", StringComparison.Ordinal);
        Assert.Equal("--target", settings.Servers[1].Password!.Name);
    }

    [Theory]
    [InlineData("host=/tmp/a port=1 user=u dbname=d")]
    [InlineData("host=h,::1 hostaddr=10.0.0.1,::1 port=1,2 user=u dbname='a b'")]
    [InlineData("host=h,::1 port=1,2 user='a@b/' dbname=d")]
    [InlineData("host=h,g port=1,2 user=u dbname=d target_session_attrs=standby")]
    [InlineData("host=/tmp/a,/tmp/b port=1 user=u dbname=d target_session_attrs=read-write")]
    public void The_uri_that_is_shown_leads_to_the_same_place(string text)
    {
        var settings = Complete(text)!;
        var again = Complete(settings.ToUri())!;
        Assert.Equal(settings.Servers, again.Servers);
        Assert.Equal((settings.User, settings.Database, settings.Attributes), (again.User, again.Database, again.Attributes));
    }

    [Theory]
    [InlineData("host=h user=u dbname=d sslmode=disable", "sslmode=disable")]
    [InlineData("host=h user=u dbname=d sslmode=allow", "sslmode=allow")]
    [InlineData("host=h user=u dbname=d sslmode=require sslrootcert={home}/none.crt", "sslmode=require&sslrootcert={home}/none.crt")]
    [InlineData("host=h user=u dbname=d sslmode=require sslrootcert={home}/ca.crt", "sslmode=verify-ca&sslrootcert={home}/ca.crt")]
    [InlineData("host=h user=u dbname=d sslmode=require", "sslmode=verify-ca&sslrootcert={home}/.postgresql/root.crt")]
    [InlineData("host=h user=u dbname=d sslmode=verify-full", "sslmode=verify-full&sslrootcert={home}/.postgresql/root.crt")]
    [InlineData("host=h user=u dbname=d sslrootcert=system sslnegotiation=direct", "sslmode=verify-full&sslrootcert=system&sslnegotiation=direct")]
    [InlineData("host=h user=u dbname=d sslmode=require sslcert={home}/c.crt sslkey={home}/c.key sslpassword=secret sslrootcert={home}/none.crt", "sslmode=require&sslrootcert={home}/none.crt&sslcert={home}/c.crt&sslkey={home}/c.key")]
    [InlineData("host=h user=u dbname=d ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.3", "ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.3")]
    [InlineData("host=h user=u dbname=d channel_binding=require require_auth=scram-sha-256", "channel_binding=require&require_auth=scram-sha-256")]
    [InlineData("host=h user=u dbname=d options='-c search_path=a,b -c x.y=%&' connect_timeout=0 password=secret", "options=-c%20search_path%3Da%2Cb%20-c%20x.y%3D%25%26&connect_timeout=0")]
    [InlineData("host=h user=u dbname=d keepalives=0 keepalives_idle=7 keepalives_interval=3", "keepalives=0&keepalives_idle=7&keepalives_interval=3")]
    [InlineData("host=h user=u dbname=d passfile={home}/other", "passfile={home}/other")]
    public void The_uri_that_is_kept_trusts_and_asks_for_the_same(string text, string query)
    {
        using var host = new TestHost();
        foreach (var file in new[] { "ca.crt", ".postgresql/root.crt", "c.crt", "c.key", "other" })
        {
            host.Write(file, "");
        }

        var settings = CompleteOn(host, text)!;
        var uri = settings.ToUri();
        Assert.Equal($"postgresql://u@h:5432/d?{query.Replace("{home}", host.HomeDirectory, StringComparison.Ordinal)}", uri);

        // Another environment may ask for more, never for less.
        host.Variables["PGSSLMODE"] = "disable";
        host.Variables["PGSSLROOTCERT"] = settings.Tls.Mode >= TlsMode.VerifyCa ? $"{host.HomeDirectory}/c.crt" : "";
        var again = CompleteOn(host, settings.Tls.Mode == TlsMode.Prefer ? $"{uri}&sslmode=prefer" : uri)!;
        Assert.Equal(settings.Tls with { KeyPassword = null }, again.Tls);
        Assert.Equal(
            (settings.StartupOptions, settings.ConnectTimeout, settings.KeepAlive, settings.ChannelBinding, settings.RequireAuth, settings.PasswordFile),
            (again.StartupOptions, again.ConnectTimeout, again.KeepAlive, again.ChannelBinding, again.RequireAuth, again.PasswordFile));
    }

    [Fact]
    public void What_the_environment_asks_of_the_server_is_kept_and_who_the_operator_is_is_not()
    {
        using var host = new TestHost();
        foreach (var (name, file) in new[] { ("PGSSLROOTCERT", "ca.crt"), ("PGSSLCERT", "c.crt"), ("PGSSLKEY", "c.key"), ("PGPASSFILE", "mine") })
        {
            host.Variables[name] = host.Write(file, "");
        }

        host.Variables["PGSSLMODE"] = "verify-full";
        host.Variables["PGOPTIONS"] = "-cwork_mem=1MB";
        host.Variables["PGPASSWORD"] = "secret";
        Assert.Equal($"postgresql://u@h:5432/d?sslmode=verify-full&sslrootcert={host.HomeDirectory}/ca.crt&options=-cwork_mem%3D1MB", CompleteOn(host, "host=h user=u dbname=d")!.ToUri());
    }

    [Fact]
    public void A_path_that_counts_from_here_is_kept_whole() =>
        Assert.Equal($"postgresql://u@h:5432/d?passfile={Path.GetFullPath("p")}", Complete("host=h user=u dbname=d passfile=p")!.ToUri());

    [Fact]
    public void Without_a_timeout_ten_seconds_count_and_zero_waits_for_ever()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), Complete("host=h")!.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), Complete("host=h connect_timeout=1")!.ConnectTimeout);
        Assert.Null(Complete("host=h connect_timeout=0")!.ConnectTimeout);
    }

    [Fact]
    public void Refused_settings_of_the_environment_are_refused_too()
    {
        using var host = new TestHost { Variables = { ["PGREQUIREPEER"] = "postgres", ["PGCLIENTENCODING"] = "LATIN1" } };
        Assert.Null(new LibpqRules(host).Complete(ConnectionOptions.None, _problems));
        Assert.Equal("RB605", Assert.Single(_problems).Code);
    }

    [Fact]
    public void A_password_file_open_to_others_is_ignored_with_a_warning()
    {
        using var host = new TestHost();
        host.Write(".pgpass", "*:*:*:*:hunter2", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var settings = new LibpqRules(host).Complete(ConnectionOptions.None, _problems)!;
        Assert.Null(settings.Servers[0].Password);
        Assert.Equal(("RB610", Severity.Warning), (_problems.Single().Code, _problems.Single().Severity));
    }

    [Fact]
    public void A_client_key_that_is_missing_or_open_to_others_is_refused()
    {
        using var host = new TestHost();
        var given = ConnectionString.Parse("host=h", new("x"), _problems)!;
        host.Write(".postgresql/postgresql.crt", "");
        Assert.Null(new LibpqRules(host).Complete(given, _problems));
        host.Write(".postgresql/postgresql.key", "", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Null(new LibpqRules(host).Complete(given, _problems));
        Assert.Equal(["RB615", "RB616"], _problems.Select(p => p.Code));
    }

    [Fact]
    public void A_revocation_list_that_libpq_would_use_is_refused()
    {
        using var host = new TestHost();
        host.Write(".postgresql/root.crt", "");
        host.Write(".postgresql/root.crl", "");
        Assert.Null(new LibpqRules(host).Complete(ConnectionString.Parse("host=h sslmode=require", new("x"), _problems)!, _problems));
        Assert.Equal("RB614", Assert.Single(_problems).Code);
    }

    private ConnectionSettings? Complete(string text)
    {
        using var host = new TestHost();
        return CompleteOn(host, text);
    }

    private ConnectionSettings? CompleteOn(TestHost host, string text) =>
        ConnectionString.Parse(text.Replace("{home}", host.HomeDirectory, StringComparison.Ordinal), new("--target"), _problems) is { } options ? new LibpqRules(host).Complete(options, _problems) : null;
}
