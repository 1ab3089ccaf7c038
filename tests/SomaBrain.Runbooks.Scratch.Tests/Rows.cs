using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Scratch.Tests;

public sealed class Rows(ScratchFixture fixture)
{
    [Theory]
    [InlineData("SELECT count(*) FROM audit_log", 5_000)]
    [InlineData("SELECT count(*) FROM outbox_events", 1_000)]
    [InlineData("SELECT count(*) FROM outbox_events WHERE status = 'pending'", 25)]
    [InlineData("SELECT count(*) FROM outbox_events WHERE status = 'processed' AND (processed_at < created_at OR processed_at > now())", 0)]
    [InlineData("SELECT count(*) FROM audit_log WHERE created_at > now() OR created_at < now() - interval '61 days'", 0)]
    [InlineData("SELECT count(*) FROM (SELECT created_at < lag(created_at) OVER (ORDER BY id) AS back FROM audit_log) AS pairs WHERE back", 0)]
    [InlineData("SELECT count(*) FROM (SELECT created_at < lag(created_at) OVER (ORDER BY id) AS back FROM outbox_events) AS pairs WHERE back", 0)]
    [InlineData("SELECT count(DISTINCT tenant_id) FROM audit_log", 12)]
    [InlineData("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'soma'", 2)]
    [InlineData("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'", 6)]
    [InlineData("SELECT count(*) FROM pg_class WHERE relname IN ('audit_log', 'outbox_events') AND reltuples > 0", 2)]
    public async Task The_sample_has(string sql, long expected) =>
        Assert.Equal(expected, await fixture.Cluster.Primary.AskAsync<long>(sql, "somabrain"));

    [Theory]
    [InlineData("SELECT count(*) FROM audit_log WHERE created_at > now() - interval '1 hour'", 20, 60)]
    [InlineData("SELECT count(*) FROM outbox_events WHERE status = 'failed'", 1, 30)]
    [InlineData("SELECT count(*) FROM audit_log WHERE user_id IS NULL", 100, 500)]
    public async Task The_sample_has_some(string sql, long least, long most) =>
        Assert.InRange(await fixture.Cluster.Primary.AskAsync<long>(sql, "somabrain"), least, most);

    [Fact]
    public async Task The_same_rows_come_again_and_the_schema_can_be_run_twice()
    {
        const string Sum = "SELECT md5(string_agg(id || tenant_id || event_type || event_data || coalesce(user_id, ''), '' ORDER BY id)) FROM audit_log";
        await using var other = await ScratchCluster.StartAsync(Setting.Loaded, Setting.Token);
        Assert.Equal(await fixture.Cluster.Primary.AskAsync<string>(Sum, "somabrain"), await other.Primary.AskAsync<string>(Sum, "somabrain"));
        using var reader = new StreamReader(typeof(ScratchCluster).Assembly.GetManifestResourceStream("somabrain.sql")!);
        await other.Primary.ExecuteAsync(await reader.ReadToEndAsync(Setting.Token), "somabrain", "soma", Setting.Token);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(20_000, 3_000)]
    public async Task The_numbers_can_be_chosen(int audits, int events)
    {
        await using var cluster = await ScratchCluster.StartAsync(Setting.Loaded with { AuditRows = audits, OutboxEvents = events }, Setting.Token);
        Assert.Equal(audits, await cluster.Primary.AskAsync<long>("SELECT count(*) FROM audit_log", "somabrain"));
        Assert.Equal(events, await cluster.Primary.AskAsync<long>("SELECT count(*) FROM outbox_events", "somabrain"));
    }

    [Fact]
    public async Task The_schema_alone_has_empty_tables_and_a_bare_cluster_no_database()
    {
        await using var schema = await ScratchCluster.StartAsync(Setting.Bare with { Content = ScratchContent.Schema }, Setting.Token);
        Assert.Equal(0, await schema.Primary.AskAsync<long>("SELECT count(*) FROM audit_log", "somabrain"));
        await using var bare = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        Assert.Equal(0, await bare.Primary.AskAsync<long>("SELECT count(*) FROM pg_database WHERE datname = 'somabrain'"));
    }
}
