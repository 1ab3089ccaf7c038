using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A size or a duration that `literal` writes as the value of a setting means to the server what it means to the playbook.</summary>
public sealed class SettingsWithUnits(ScratchFixture scratch)
{
    [Theory]
    [InlineData("SET work_mem = {{ 64MiB | literal }}", "current_setting('work_mem')", "64MB")]
    [InlineData("SET LOCAL work_mem TO {{ 65537KiB | literal }}", "current_setting('work_mem')", "65537kB")]
    [InlineData("SET SESSION work_mem = /* more */ {{ 1048577B | literal }}", "current_setting('work_mem')", "1MB")]
    [InlineData("SET a.b = {{ 1048577B | literal }}", "current_setting('a.b')", "1048577B")]
    [InlineData("SET statement_timeout = {{ 90s | literal }}", "current_setting('statement_timeout')", "90s")]
    [InlineData("SELECT 1; set statement_timeout to {{ 1500ms | literal }}", "current_setting('statement_timeout')", "1500ms")]
    [InlineData("SET vacuum_cost_delay = {{ 1ms / 8 | literal }}", "current_setting('vacuum_cost_delay')", "125us")]
    [InlineData("SET search_path = {{ 'x' | literal }}", "current_setting('search_path')", "x")]
    [InlineData("CREATE ROLE units; ALTER ROLE units SET work_mem = {{ 64MiB | literal }}", "(SELECT rolconfig[1] FROM pg_roles WHERE rolname = 'units')", "work_mem=64MB")]
    [InlineData("CREATE TEMP TABLE s AS SELECT 0::int8 AS n; UPDATE s SET n = {{ 64MiB | literal }}", "(SELECT n::text FROM s)", "67108864")]
    [InlineData("SELECT 1", "{{ 90s | literal }}::text", "90 seconds")]
    public async Task They_are_exact(string set, string look, string seen)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        await play.SqlAsync($"{set}; SELECT {look} AS seen");

        Assert.Equal(seen, play.Trace.Text("it", "seen"));
        if (set.StartsWith("CREATE ROLE", StringComparison.Ordinal))
        {
            await play.SqlAsync("DROP ROLE units"); // roles are those of the whole cluster
        }
    }
}
