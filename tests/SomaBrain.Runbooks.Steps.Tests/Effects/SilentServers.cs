using System.Net;
using System.Net.Sockets;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps.Locks;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A server that takes connections and says nothing is waited for once in a plan, whoever asks there.</summary>
public sealed class SilentServers
{
    private const string Writes = "- { sql: INSERT INTO t VALUES (1) }\n- { sql: INSERT INTO t VALUES (1), database: other }\n- { note: x, when: targets.db.up }";

    [Theory]
    [InlineData(Writes)]
    [InlineData("- { sql: SELECT 1, on_failure: continue, timeout: 500ms }\n" + Writes)]
    [InlineData("- { sql: SELECT 1, on_failure: continue, retry: { times: 100, delay: 1h } }\n" + Writes)]
    [InlineData("- sql: ALTER ROLE x PASSWORD {{ params.pw | literal }}\n" + Writes)]
    public async Task A_plan_waits_for_it_once(string steps)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var play = new SqlPlay(Connection(silent), waitsOnce: true);
        play.Parameters["pw"] = new Values.Value.Secret("params.pw", new Values.Value.Text("hunter22"));

        await play.PlanAsync(steps, "params: { pw: { type: secret, optional: true } }\ntargets: { db: { may_be_down: true } }");
        List<PlannedLock> locks = [];
        await LockLook.AddAsync(locks, play.Sessions, play.Targets, ["x"], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        Assert.Equal(1, Connections(silent));
        Assert.True(Assert.Single(locks).IsLocal);
    }

    [Fact]
    public async Task A_run_tries_again()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var play = new SqlPlay(Connection(silent));

        await play.StepsAsync("- { sql: SELECT 1, on_failure: continue }\n- sql: SELECT 1");

        Assert.Equal(2, Connections(silent));
    }

    private static string Connection(TcpListener silent) => $"host=127.0.0.1 port={((IPEndPoint)silent.LocalEndpoint).Port} user=x dbname=y sslmode=disable connect_timeout=2";

    private static int Connections(TcpListener silent)
    {
        var count = 0;
        for (; silent.Pending(); count++)
        {
            silent.AcceptSocket().Dispose();
        }

        return count;
    }
}
