using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Scratch.Tests;

public sealed class Binaries(ScratchFixture fixture)
{
    [Fact]
    public async Task Without_programs_the_failure_says_what_was_searched_and_how_to_install()
    {
        var failure = await Assert.ThrowsAsync<ScratchFailure>(() =>
            ScratchCluster.StartAsync(Setting.Bare with { BinDirectories = ["/nowhere/bin", "/tmp"] }, Setting.Token));
        Assert.StartsWith("no PostgreSQL server programs", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/bin, /tmp", failure.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-15", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_told_beside_those_that_are()
    {
        var failure = await Assert.ThrowsAsync<ScratchFailure>(() => PostgresBinaries.FindAsync(9, null, Setting.Token));
        Assert.StartsWith("no server programs of PostgreSQL 9 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"in `{fixture.Cluster.BinDirectory}`", failure.Message, StringComparison.Ordinal);
        Assert.Contains("$RUNBOOK_PGBIN, PATH, /usr/lib/postgresql/*/bin", failure.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-9", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", 15, 14)]
    [InlineData("postgres (PostgreSQL) 18.4", 18, 4)]
    [InlineData("postgres (PostgreSQL) 19beta2", 19, 0)]
    [InlineData("postgres (PostgreSQL) 20devel", 20, 0)]
    public async Task The_newest_is_taken_and_versions_are_read(string said, int major, int minor)
    {
        var fake = Directory.CreateTempSubdirectory("rbbin").FullName;
        try
        {
            foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
            {
                var path = Path.Combine(fake, program);
                await File.WriteAllTextAsync(path, $"#!/bin/sh\necho '{said}'\n", Setting.Token);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var found = Assert.Single(await PostgresBinaries.AllAsync([fake, fake, "/nowhere", "relative"], Setting.Token));
            Assert.Equal((major, minor, said), (found.Major, found.Minor, found.Version));
            var newest = await PostgresBinaries.FindAsync(null, [fixture.Cluster.BinDirectory, fake], Setting.Token);
            Assert.True(newest.Major >= major && newest.Major >= fixture.Cluster.Binaries.Major);
        }
        finally
        {
            Directory.Delete(fake, recursive: true);
        }
    }
}
