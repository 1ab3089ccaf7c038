using System.Globalization;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Steps.Tests.Kinds;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>Of several servers of a target, all that a run does with it goes to the same one.</summary>
public sealed class SeveralServers
{
    private const string Environment = "- id: env\n  effect: read\n  shell: 'echo \"$PGHOST|$PGPORT|${PGHOSTADDR-none}|${PGTARGETSESSIONATTRS-none}\"'\n";

    [Fact]
    public async Task A_command_and_an_expression_are_told_of_the_one_that_answered()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(Both(pair, "standby"));

        var end = await play.StepsAsync(
            $"""
            - id: it
              sql: SELECT pg_is_in_recovery() AS r
            {Environment}
            - id: psql
              effect: read
              shell: [{pair.Primary.BinDirectory}/psql, -Atqc, SELECT pg_is_in_recovery()]
            - id: uri
              effect: read
              shell: [{pair.Primary.BinDirectory}/psql, -Atqc, SELECT pg_is_in_recovery(), "{Hole("targets.db.uri")}"]
            - assert: targets.db.host == '{pair.Standby.Host}' && targets.db.port == {pair.Standby.Port}
            """);

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => problem.Message)));
        Assert.Equal(("t", "t", "t"), (play.Trace.Text("it", "r"), play.Told("psql", "stdout"), play.Told("uri", "stdout")));
        Assert.Equal($"{pair.Standby.Host}|{Port(pair.Standby.Port)}|none|none", play.Told("env", "stdout"));
    }

    [Fact]
    public async Task Before_one_has_answered_a_command_gets_all_and_chooses_as_the_run_would()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(Both(pair, "standby"));

        var end = await play.StepsAsync($"{Environment}- id: psql\n  effect: read\n  shell: [{pair.Primary.BinDirectory}/psql, -Atqc, SELECT pg_is_in_recovery()]");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal("t", play.Told("psql", "stdout"));
        Assert.Equal($"{pair.Primary.Host},{pair.Standby.Host}|{Port(pair.Primary.Port)},{Port(pair.Standby.Port)}|none|standby", play.Told("env", "stdout"));
    }

    [Fact]
    public async Task Where_it_is_is_asked_when_somebody_wants_to_know()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(Both(pair, "read-only"));
        await using var unfit = new SqlPlay(Both(pair, "standby").Replace(pair.Standby.Host, pair.Primary.Host, StringComparison.Ordinal).Replace(Port(pair.Standby.Port), Port(pair.Primary.Port), StringComparison.Ordinal));
        await using var down = new SqlPlay("host=/nowhere,/neither port=1,2 dbname=d user=u");

        Assert.Equal(ExitCode.Done, (await play.StepsAsync($"- assert: targets.db.host == '{pair.Standby.Host}' && targets.db.port == {pair.Standby.Port}")).ExitCode);
        Assert.Equal("RB654", (await unfit.StepsAsync("- assert: targets.db.port > 0")).Codes());
        Assert.Equal(ExitCode.Done, (await down.StepsAsync("- assert: targets.db.host == '/nowhere' && targets.db.port == 1")).ExitCode);
    }

    [Fact]
    public async Task The_address_behind_a_name_is_that_of_the_same_server()
    {
        await using var pair = await PairOfServers.StartAsync();
        var connection = $"host=gone,{pair.Standby.Host} hostaddr=127.0.0.1, port=1,{Port(pair.Standby.Port)} dbname=postgres user=postgres";
        await using var play = new SqlPlay(connection);
        await using var alone = new SqlPlay(connection);

        await play.StepsAsync($"- sql: SELECT 1\n{Environment}");
        await alone.StepsAsync(Environment);

        Assert.Equal($"{pair.Standby.Host}|{Port(pair.Standby.Port)}|none|none", play.Told("env", "stdout"));
        Assert.Equal($"gone,{pair.Standby.Host}|1,{Port(pair.Standby.Port)}|127.0.0.1,|none", alone.Told("env", "stdout"));
    }

    /// <summary>The primary first.</summary>
    private static string Both(PairOfServers pair, string wanted) =>
        $"host={pair.Primary.Host},{pair.Standby.Host} port={Port(pair.Primary.Port)},{Port(pair.Standby.Port)} dbname=postgres user=postgres target_session_attrs={wanted}";

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Hole(string expression) => $"{{{{ {expression} }}}}";
}
