using System.Text;
using Npgsql;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Scratch.Tests;

public sealed class Cluster(ScratchFixture fixture)
{
    [Fact]
    public async Task A_cluster_answers_and_is_gone_afterwards()
    {
        string host;
        await using (var cluster = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token))
        {
            host = cluster.Host;
            Assert.Equal(cluster.Binaries.Major, await cluster.Primary.AskAsync<int>("SELECT current_setting('server_version_num')::int / 10000"));
            Assert.Equal($"host={host} port=5432 user=postgres dbname=postgres", cluster.ConnectionString);
            Assert.Equal("", await cluster.Primary.AskAsync<string>("SHOW listen_addresses"));
            Assert.NotEmpty(Setting.ProcessesIn(cluster.DataDirectory));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(host)));
        Assert.Empty(Setting.ProcessesIn(host));
    }

    [Fact]
    public async Task Several_clusters_do_not_collide()
    {
        var clusters = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ScratchCluster.StartAsync(Setting.Bare, Setting.Token)));
        Assert.Equal(3, clusters.Select(cluster => cluster.Host).Distinct().Count());
        foreach (var cluster in clusters)
        {
            Assert.Equal(1, await cluster.Primary.AskAsync<int>("SELECT 1"));
            await cluster.DisposeAsync();
        }

        Assert.Equal(1, await fixture.Cluster.Primary.AskAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task Others_cannot_look_into_the_directory_of_the_socket()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(fixture.Cluster.Host));
        var outer = File.GetUnixFileMode(Path.GetDirectoryName(fixture.Cluster.Host)!);
        Assert.False(outer.HasFlag(UnixFileMode.OtherRead) || outer.HasFlag(UnixFileMode.OtherWrite));
        Assert.NotEqual("root", fixture.Cluster.OsUser);
        Assert.Equal("0700", await fixture.Cluster.Primary.AskAsync<string>("SHOW data_directory_mode"));
    }

    [Fact]
    public async Task The_path_is_short_even_where_the_state_directory_is_long()
    {
        var state = Path.Combine(Path.GetTempPath(), new string('s', 120), new string('t', 60));
        Directory.CreateDirectory(state);
        try
        {
            await using var cluster = await ScratchCluster.StartAsync(Setting.Bare with { StateDirectory = state }, Setting.Token);
            Assert.InRange(Encoding.UTF8.GetByteCount($"{cluster.Host}/.s.PGSQL.{cluster.Port}"), 1, 107);
            Assert.True(File.Exists($"{cluster.Host}/.s.PGSQL.{cluster.Port}"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(state)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_directory_too_long_for_a_socket_is_refused()
    {
        var failure = await Assert.ThrowsAsync<ScratchFailure>(() => ScratchCluster.StartAsync(Setting.Bare with { Directory = "/tmp/" + new string('x', 90) }, Setting.Token));
        Assert.Contains("107 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_and_starts_again_with_its_data()
    {
        await using var cluster = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        await cluster.Primary.ExecuteAsync("CREATE TABLE kept AS SELECT 1", "postgres", "postgres", Setting.Token);
        foreach (var mode in new[] { StopMode.Smart, StopMode.Fast, StopMode.Immediate })
        {
            await cluster.StopAsync(mode, Setting.Token);
            Assert.Equal(0, cluster.PostmasterPid);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => cluster.OpenAsync(Setting.Token));
            await cluster.StartAgainAsync(Setting.Token);
            Assert.Equal(1L, await cluster.Primary.AskAsync<long>("SELECT count(*) FROM kept"));
        }
    }

    [Fact]
    public async Task A_port_on_loopback_wants_a_password_and_settings_and_rules_are_taken_over()
    {
        var options = Setting.Bare with { TcpPort = 0, Settings = ["work_mem = '7MB'"], HbaLines = ["local all guarded scram-sha-256"], Fsync = true };
        await using var cluster = await ScratchCluster.StartAsync(options, Setting.Token);
        Assert.Equal("7MB", await cluster.Primary.AskAsync<string>("SHOW work_mem"));
        Assert.Equal("on", await cluster.Primary.AskAsync<string>("SHOW fsync"));
        await cluster.Primary.ExecuteAsync("CREATE ROLE guarded LOGIN PASSWORD 'open sesame'", "postgres", "postgres", Setting.Token);
        var tcp = $"Host=127.0.0.1;Port={cluster.Port};Username=guarded;Database=postgres;Pooling=false";
        await using var right = new NpgsqlConnection(tcp + ";Password=open sesame");
        await right.OpenAsync(Setting.Token);
        await using var wrong = new NpgsqlConnection(tcp + ";Password=wrong");
        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => wrong.OpenAsync(Setting.Token))).SqlState);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cluster.Primary.OpenAsync("postgres", "guarded", Setting.Token));
    }

    [Fact]
    public async Task A_server_that_does_not_start_shows_the_end_of_its_log_and_leaves_nothing()
    {
        var before = Directory.GetDirectories("/tmp", "rb-*").ToHashSet();
        var failure = await Assert.ThrowsAsync<ScratchFailure>(() => ScratchCluster.StartAsync(Setting.Bare with { Settings = ["no_such_setting = 1"] }, Setting.Token));
        Assert.Contains("unrecognized configuration parameter \"no_such_setting\"", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Hint);
        // Other tests run beside this one: only directories that nobody serves count.
        Assert.DoesNotContain(Directory.GetDirectories("/tmp", "rb-*"), left => !before.Contains(left) && File.Exists($"{left}/primary/data/PG_VERSION") && File.ReadAllText($"{left}/primary/data/postgresql.conf").Contains("no_such_setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_that_keep_us_out_are_told_as_a_failure()
    {
        var failure = await Assert.ThrowsAsync<ScratchFailure>(() => ScratchCluster.StartAsync(Setting.Loaded with { HbaLines = ["local all soma reject"] }, Setting.Token));
        Assert.Contains("pg_hba.conf rejects connection", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(800)]
    public async Task A_start_that_is_cancelled_leaves_nothing(int milliseconds)
    {
        var state = Directory.CreateTempSubdirectory("rbstate").FullName;
        var parent = Directory.CreateTempSubdirectory("rbin").FullName;
        try
        {
            File.SetUnixFileMode(parent, (UnixFileMode)0x1ED);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Setting.Token);
            end.CancelAfter(milliseconds);
            try
            {
                await using var cluster = await ScratchCluster.StartAsync(Setting.Bare with { StateDirectory = state, Directory = parent }, end.Token);
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }

            await Setting.UntilAsync(() => Directory.GetDirectories(parent).Length == 0 && Setting.ProcessesIn(parent).Length == 0, "all is gone");
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task It_may_be_disposed_of_from_two_places_at_once()
    {
        var cluster = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        await Task.WhenAll(cluster.DisposeAsync().AsTask(), cluster.DisposeAsync().AsTask());
        await cluster.DisposeAsync();
        Assert.False(Directory.Exists(cluster.Host));
    }

    [Fact]
    public async Task A_server_stopped_by_a_signal_is_removed_all_the_same()
    {
        var cluster = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        using (var stop = System.Diagnostics.Process.Start("kill", ["-STOP", $"{cluster.PostmasterPid}"]))
        {
            await stop.WaitForExitAsync(Setting.Token);
        }

        await cluster.DisposeAsync();
        Assert.Empty(Setting.ProcessesIn(cluster.Host));
        Assert.False(Directory.Exists(cluster.Host));
    }
}
