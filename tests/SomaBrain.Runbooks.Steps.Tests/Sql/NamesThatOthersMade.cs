using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>Under a declared `search_path` a name means what its author meant, whatever somebody has made in a schema that is searched by default.</summary>
public sealed class NamesThatOthersMade(ScratchFixture scratch)
{
    private const string Path = "defaults: { search_path: pg_catalog }";
    private const string Asked = "pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')";

    [Theory]
    [InlineData("sql: SELECT " + Asked + " AS x")]
    [InlineData("effect: write\n  sql: SELECT " + Asked + " AS x")]
    [InlineData("effect: write\n  transaction: false\n  sql: SELECT " + Asked + " AS x")]
    [InlineData("effect: write\n  transaction: false\n  session: mine\n  sql: SELECT " + Asked + " AS x")]
    [InlineData("session: mine\n  sql: SELECT " + Asked + " AS x")]
    [InlineData("done_when: { sql: \"SELECT " + Asked + " AND EXISTS (SELECT FROM pg_class WHERE relname = 'made')\" }\n  sql: CREATE TABLE public.made (); SELECT " + Asked + " AS x")]
    public async Task What_is_planted_is_not_called(string step)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await PlantedAsync());

        Assert.NotEqual(ExitCode.Done, (await play.StepsAsync($"- {step}")).ExitCode);
        Assert.Equal(ExitCode.Done, (await play.StepsAsync($"- id: it\n  {step}", Path)).ExitCode);
        Assert.Equal("t", play.Trace.Text("it", "x"));
    }

    [Fact]
    public async Task Nor_by_a_plan()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await PlantedAsync());
        const string steps = $"- sql: SELECT {Asked} AS x\n- preview: SELECT {Asked} AS x\n  sql: CREATE TABLE t ()\n- effect: write\n  sql: SELECT {Asked} AS x";

        var bare = await play.PlanAsync(steps);
        var plan = await play.PlanAsync(steps, Path);

        Assert.Equal((true, ExitCode.Failed), (bare.RunsForeignCode, bare.ExitCode));
        Assert.Equal((false, ExitCode.Done), (plan.RunsForeignCode, plan.ExitCode));
        Assert.DoesNotContain("failed", plan.Steps[1].Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_says_it_for_itself_and_leaves_it_to_no_other()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
        const string look = "sql: SELECT current_setting('search_path') AS p";

        await play.StepsAsync(
            $"- id: own\n  search_path: pg_catalog, audit\n  {look}\n- id: plain\n  {look}\n- id: wrote\n  search_path: pg_catalog, \"My own\"\n  effect: write\n  transaction: false\n  {look}\n- id: last\n  {look}");
        Assert.Equal("pg_catalog, audit|\"$user\", public|pg_catalog, \"My own\"|\"$user\", public", Seen("own", "plain", "wrote", "last"));

        await play.StepsAsync($"- id: own\n  search_path: audit\n  {look}\n- block:\n    - id: inside\n      {look}", $"{Path}\nfinally:\n  - id: last\n    {look}");
        Assert.Equal("audit|pg_catalog|pg_catalog", Seen("own", "inside", "last"));

        string Seen(params string[] steps) => string.Join('|', steps.Select(step => play.Trace.Text(step, "p")));
    }

    [Fact]
    public async Task A_plan_asks_of_one_text_under_each_path()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
        await scratch.Cluster.Primary.ExecuteAsync("CREATE SCHEMA audit; CREATE TABLE audit.t (a int)", play.Targets[0].Settings.Database!, "postgres", CancellationToken.None);

        var found = await play.PlanAsync("- search_path: audit\n  sql: INSERT INTO t VALUES (1)");
        var both = await play.PlanAsync("- search_path: audit\n  sql: INSERT INTO t VALUES (1)\n- search_path: pg_catalog\n  sql: INSERT INTO t VALUES (1)");

        Assert.Equal((ExitCode.Done, ExitCode.Failed), (found.ExitCode, both.ExitCode));
    }

    /// <summary>The owner of a database puts a schema before pg_catalog: whatever the run asks on its own account must not call what is there.</summary>
    [Fact]
    public async Task Operators_that_are_planted_are_not_called_by_the_run_itself()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            $"""
            CREATE SCHEMA evil; CREATE TABLE t (a int);
            CREATE FUNCTION evil.told(text, text) RETURNS bool LANGUAGE plpgsql AS $f$ BEGIN RAISE 'evil text'; END $f$;
            CREATE FUNCTION evil.told(oid, oid) RETURNS bool LANGUAGE plpgsql AS $f$ BEGIN RAISE 'evil oid'; END $f$;
            CREATE FUNCTION evil.told(name, text) RETURNS bool LANGUAGE plpgsql AS $f$ BEGIN RAISE 'evil name'; END $f$;
            CREATE FUNCTION evil.told(int, int) RETURNS bool LANGUAGE plpgsql AS $f$ BEGIN RAISE 'evil int'; END $f$;
            CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RAISE 'evil joined'; END $f$;
            CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.told); CREATE OPERATOR evil.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.told);
            CREATE OPERATOR evil.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = evil.told); CREATE OPERATOR evil.= (LEFTARG = name, RIGHTARG = text, FUNCTION = evil.told);
            CREATE OPERATOR evil.= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.told); CREATE OPERATOR evil.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.joined);
            ALTER DATABASE {database} SET search_path = evil, pg_catalog, public
            """, database, "postgres", CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        const string steps = "- sql: SELECT pg_catalog.now() AS n FROM pg_class LIMIT 1\n- sql: INSERT INTO public.t VALUES (1)\n- effect: write\n  transaction: false\n  sql: SELECT 1";
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(() => scratch.Cluster.Primary.ExecuteAsync("SELECT 'a'::text = 'b'::text", database, "postgres", CancellationToken.None));

        Assert.Equal(ExitCode.Done, (await play.PlanAsync(steps, Path)).ExitCode);
        Assert.Equal(ExitCode.Done, (await play.StepsAsync(steps, Path)).ExitCode);
    }

    private async Task<string> PlantedAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            "CREATE FUNCTION public.pg_has_role(name, text, text) RETURNS boolean LANGUAGE plpgsql AS $f$ BEGIN RAISE 'planted'; END $f$",
            database,
            "postgres",
            CancellationToken.None);
        return database;
    }
}
