namespace SomaBrain.Runbooks.Scratch.Tests;

public sealed class Standby
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_standby_streams(bool withBaseBackupProgram)
    {
        var programs = withBaseBackupProgram ? null : await ServerOnlyAsync();
        try
        {
            await using var cluster = await ScratchCluster.StartAsync(
                Setting.Bare with { BinDirectories = programs is null ? null : [programs], TcpPort = 0 }, Setting.Token);
            var standby = await cluster.AddStandbyAsync(Setting.Token);
            Assert.True(await standby.AskAsync<bool>("SELECT pg_is_in_recovery()"));
            await cluster.Primary.ExecuteAsync("CREATE TABLE sent AS SELECT 42 AS answer", "postgres", "postgres", Setting.Token);
            await Setting.UntilAsync(() => standby.AskAsync<bool>("SELECT to_regclass('sent') IS NOT NULL"), "the table arrives");
            Assert.Equal("standby1", await cluster.Primary.AskAsync<string>("SELECT application_name FROM pg_stat_replication"));

            await standby.StopAsync(StopMode.Fast, Setting.Token);
            await cluster.Primary.ExecuteAsync("CREATE TABLE later AS SELECT 1", "postgres", "postgres", Setting.Token);
            await standby.StartAgainAsync(Setting.Token);
            await Setting.UntilAsync(() => standby.AskAsync<bool>("SELECT to_regclass('later') IS NOT NULL"), "it catches up");
            await standby.ExecuteAsync("SELECT pg_promote()", "postgres", "postgres", Setting.Token);
            Assert.False(await standby.AskAsync<bool>("SELECT pg_is_in_recovery()"));
        }
        finally
        {
            if (programs is not null)
            {
                Directory.Delete(programs, recursive: true);
            }
        }
    }

    /// <summary>As npm's packages are: the server and nothing else, here by scripts that call the real ones.</summary>
    private static async Task<string> ServerOnlyAsync()
    {
        var real = await PostgresBinaries.FindAsync(null, null, Setting.Token);
        var directory = Directory.CreateTempSubdirectory("rbserver").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0x1ED);
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var path = Path.Combine(directory, program);
            await File.WriteAllTextAsync(path, $"#!/bin/sh\nexec '{real[program]}' \"$@\"\n", Setting.Token);
            File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
        }

        return directory;
    }
}
