using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>Targets that may be bound to nothing, must be on this machine, or are started by the run itself.</summary>
public sealed class KindsOfTargets(ScratchFixture scratch)
{
    private const string Optional = "targets: { db: {}, replica: { optional: true } }";

    [Fact]
    public async Task An_optional_target_without_a_server_is_down()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            """
            - assert: "!(targets.replica.up) && targets.replica.name == 'replica' && (targets.replica.host ?? 'none') == 'none'"
            - when: targets.replica.up
              on: replica
              sql: SELECT 1
            - id: it
              on_failure: continue
              on: replica
              sql: SELECT 1
            - on_failure: continue
              on: replica
              effect: read
              shell: [echo]
            - on_failure: continue
              assert: targets.replica.port == 5432
            """,
            Optional);
        var plan = await play.PlanAsync("- on: replica\n  sql: SELECT 1", Optional);

        Assert.Equal(["RB459", "RB459", "RB234"], end.Problems.Select(problem => problem.Code));
        Assert.NotNull(end.Problems[0].Span);
        Assert.Equal("RB459", plan.Steps[0].Problem?.Code);
    }

    [Fact]
    public async Task An_optional_target_with_a_server_is_like_any()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Primary, "postgres");
        play.Bind("replica", pair.Standby.ConnectionStringFor("postgres"));

        Assert.Equal(ExitCode.Done, (await play.StepsAsync("- assert: targets.replica.up && targets.replica.standby\n- on: replica\n  sql: SELECT 1", Optional)).ExitCode);
    }

    [Fact]
    public async Task A_server_that_the_run_starts_is_found_where_connect_says_when_it_is_used()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
        var top = "targets: { db: {}, copy: { role: primary, connect: \"host={{ steps.made.row.host }} port={{ steps.made.row.port }} user=postgres dbname=postgres\" } }";
        var steps = $"- id: made\n  sql: INSERT INTO t VALUES (1) RETURNING '{pair.Primary.Host}' AS host, {pair.Primary.Port} AS port\n- on: copy\n  sql: CREATE TABLE made_here (a int)\n- on: copy\n  effect: read\n  shell: [{pair.Primary.BinDirectory}/psql, -Atqc, \"SELECT count(*) FROM made_here\"]\n  id: seen\n- assert: targets.copy.up && targets.copy.port == {pair.Primary.Port} && steps.seen.stdout == '0'";
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", play.Targets[0].Settings.Database, "postgres", CancellationToken.None);

        var plan = await play.PlanAsync(steps, top);
        Assert.Equal([Grade.Checked, Grade.Checked, Grade.Checked, Grade.Checked], plan.Steps.Select(step => step.Grade!.Value));
        Assert.Equal("its values are known after the run started copy", plan.Steps[1].Reason);
        Assert.Equal(ExitCode.Done, plan.ExitCode);

        var end = await play.StepsAsync(steps, top);

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => $"{problem.Code} {problem.Message}")));
    }

    [Fact]
    public async Task A_local_target_is_proven_by_its_own_control_file()
    {
        await using var play = Local(scratch.Cluster.Primary.ConnectionStringFor("postgres"));

        Assert.Equal(ExitCode.Done, (await play.StepsAsync("- sql: SELECT 1\n- effect: read\n  shell: [echo]\n- assert: targets.db.local", "targets: { db: { local: true } }")).ExitCode);
    }

    [Theory]
    [InlineData("sql: SELECT 1")]
    [InlineData("effect: write\n  shell: [touch, /nosuch/x]")]
    public async Task A_local_target_that_cannot_be_proven_is_refused_before_anything_is_done(string step)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync($"DO $$ BEGIN CREATE ROLE nobody_special LOGIN; EXCEPTION WHEN duplicate_object THEN END $$", "postgres", "postgres", CancellationToken.None);
        await using var play = Local(scratch.Cluster.Primary.ConnectionStringFor(database, "nobody_special")); // it may not see the data directory

        var end = await play.StepsAsync($"- {step}", "targets: { db: { local: true } }");

        Assert.Equal((ExitCode.Failed, "RB460"), (end.ExitCode, end.Problems[0].Code));
    }

    [Theory]
    [InlineData("host=/nosuch/socket port=5999", true, null)]
    [InlineData("host=127.0.0.1 port=1", true, "RB461")]
    [InlineData("host=/nosuch/socket port=5999", false, "RB640")]
    public async Task A_local_target_that_is_down_is_proven_by_its_socket_only(string connection, bool mayBeDown, string? code)
    {
        await using var play = Local($"{connection} user=postgres dbname=x sslmode=disable", mayBeDown);

        var end = await play.StepsAsync("- effect: read\n  shell: [echo]", "targets: { db: { local: true, may_be_down: true } }");

        Assert.Equal(code is null ? null : code == "RB640" ? end.Problems[0].Code : code, end.Problems.FirstOrDefault()?.Code);
        Assert.Equal(code is null, end.ExitCode == ExitCode.Done);
    }

    [Theory]
    [InlineData("copy: { connect: \"host={{ targets.other.host }}\" }, other: { connect: host=x }", "RB145")]
    [InlineData("copy: { connect: \"host={{ targets.copy.host }}\" }", "RB145")]
    [InlineData("copy: { connect: \"host={{ steps.nosuch.value }}\" }", "RB231")]
    [InlineData("copy: { connect: host=x, optional: true }", "RB122")]
    [InlineData("copy: { local: yes }", "RB023")]
    [InlineData("copy: { connect: \"host=x {{ run.id }}\" }", "RB602")]
    [InlineData("copy: { connect: \"host='x' {{ run.id }}=y\" }", "RB602")]
    [InlineData("copy: { connect: \"host='x'{{ run.id }}\" }", "RB602")]
    [InlineData("copy: { connect: \"host=x\\\\{{ run.id }}\" }", "RB602")]
    [InlineData("copy: { connect: \"{{ run.id }}dbname=x\" }", "RB602")]
    [InlineData("copy: { connect: \"postgresql://x/d?{{ run.id }}\" }", "RB602")]
    [InlineData("copy: { connect: \"postgresql://x/d?user={{ run.id }}&{{ run.id }}=1\" }", "RB602")]
    public void What_makes_no_sense_of_a_target_is_refused(string target, string code) =>
        Assert.Contains(code, SqlPlay.Lint(SqlPlay.Yaml("- sql: SELECT 1", $"targets: {{ db: {{}}, {target} }}")).Select(problem => problem.Code));

    [Theory]
    [InlineData("host={{ params.h }} port={{ params.p }} user=postgres dbname={{ params.d }}")]
    [InlineData("dbname = '{{ params.d }}' user='post\\gres' host={{ params.h }} port={{ params.p }}")]
    [InlineData("user=postgres host={{ params.h }} port={{ params.p }} dbname=o{{ params.rest }}")]
    [InlineData("postgresql://postgres@{{ params.h }}:{{ params.p }}/{{ params.d }}")]
    [InlineData("postgres://?user=postgres&host={{ params.h }}&port={{ params.p }}&dbname={{ params.d }}")]
    public async Task A_hole_of_connect_is_a_value(string connect)
    {
        var name = $"o'D b\\ host=127.0.0.9?host=1.2.3.4&port=1#%41{Guid.NewGuid():N}"[..60];
        await using var play = await PlayAsync();
        await scratch.Cluster.Primary.ExecuteAsync($"CREATE DATABASE \"{name}\"", "postgres", "postgres", CancellationToken.None);

        var end = await ConnectAsync(play, connect.Replace("\\", "\\\\", StringComparison.Ordinal), name);

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => $"{problem.Code} {problem.Message}")));
        Assert.Equal(name, play.Trace.Text("it", "d"));
    }

    [Fact]
    public async Task A_connect_that_is_one_hole_is_a_whole_connection_string()
    {
        var database = await scratch.NewDatabaseAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        var end = await ConnectAsync(play, "{{ params.d }}", scratch.Cluster.Primary.ConnectionStringFor(database));

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => $"{problem.Code} {problem.Message}")));
        Assert.Equal(database, play.Trace.Text("it", "d"));
    }

    [Theory]
    [InlineData("host={{ params.h }} dbname={{ params.d }}", "RB602")]
    [InlineData("host={{ params.h }} dbname='{{ params.d }}'", "RB602")]
    [InlineData("postgresql://{{ params.h }}/{{ params.d }}", "RB602")]
    [InlineData("{{ params.d }}", "RB602")]
    [InlineData("host={{ params.h }} dbname={{ params.none }}", "RB240")]
    public async Task A_hole_of_connect_that_is_empty_leaves_nothing_to_a_default(string connect, string code)
    {
        await using var play = await PlayAsync();

        var problem = Assert.Single((await ConnectAsync(play, connect, "")).Problems);

        Assert.Equal((code, 4), (problem.Code, problem.Span!.Start.Line));
    }

    private Task<RunEnd> ConnectAsync(SqlPlay play, string connect, string d)
    {
        play.Parameters["h"] = new Value.Text(scratch.Cluster.Primary.Host);
        play.Parameters["p"] = new Value.Integer(scratch.Cluster.Primary.Port);
        play.Parameters["d"] = new Value.Text(d);
        play.Parameters["rest"] = new Value.Text(d.Length > 0 ? d[1..] : d);
        return play.StepsAsync(
            "- id: it\n  on: copy\n  sql: SELECT current_database() AS d",
            $"params: {{ h: {{ type: string }}, p: {{ type: integer }}, d: {{ type: string }}, rest: {{ type: string }}, none: {{ type: string, optional: true }} }}\ntargets: {{ db: {{}}, copy: {{ connect: \"{connect}\" }} }}");
    }

    private static SqlPlay Local(string connection, bool mayBeDown = false)
    {
        var play = new SqlPlay(connection);
        play.Targets.Clear();
        play.Bind("db", connection, mayBeDown, isLocal: true);
        return play;
    }

    private async Task<SqlPlay> PlayAsync() => new(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
}
