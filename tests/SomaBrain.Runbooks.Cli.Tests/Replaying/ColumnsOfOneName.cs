using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>A key stands once in YAML; a row may have two columns of one name.</summary>
public sealed class ColumnsOfOneName(FaultServer server)
{
    [Fact]
    public async Task A_case_of_their_run_can_be_read()
    {
        using var folder = new TempFolder();
        var runbook = Runbook.In(folder).File(
            "x.yaml",
            "runbook: 1\ntitle: Twice\neffect: read\nsteps:\n  - id: q\n    sql: SELECT * FROM (VALUES (1, 2)) a (x, y), (VALUES (3)) b (x)\n  - confirm: go on?\n    show: steps.q.rows\n  - note: \"{{ steps.q.row.y }} {{ steps.q.value }}\"\n");

        runbook.Run("run", "x.yaml", "--yes", "--target", server.Target(await server.NewDatabaseAsync())).Exits(0).Says("2 1");
        runbook.Run("test", "--from", "last", "--out", "x.test.yaml").Exits(0);
        runbook.Run("test", "x.yaml").Exits(0).Prints("1 case, all pass");
        runbook.Run("replay", "last", "--check", "x.yaml").Exits(0).Prints("nothing diverges");
    }
}
