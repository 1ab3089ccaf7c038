using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>A run that is killed while it undoes its own changes goes on there.</summary>
public sealed class UndoingBrokenOff(FaultServer server)
{
    [Fact]
    public async Task What_nobody_knows_is_asked_and_the_answer_counts()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            """
              - sql: INSERT INTO done VALUES ('a')
                undo: [{ sql: DELETE FROM done WHERE step = 'a' }]
              - sql: INSERT INTO done VALUES ('b')
                undo:
                  - shell: touch began; while ! test -e go; do sleep 0.02; done; psql -qX -c "DELETE FROM done WHERE step = 'b'"
                    effect: write
                    timeout: 2m
              - assert: "false"
            finally:
              - sql: INSERT INTO done VALUES ('finally')
            """,
            "after_failure: undo\n");
        using (var first = lab.Start(server.Target(database)))
        {
            first.Until(() => File.Exists(lab.Folder["began"]), "a step at work").Signal(9).Ends();
        }

        lab.Folder.Write("go", "");
        lab.Resume().Exits(7).Says("--resolve '2.undo.1=done|not-done|retry'").NeverShows("the run ended before it was asked");
        Assert.DoesNotContain("finally", await server.DoneAsync(database), StringComparison.Ordinal);
        lab.IsWholeSoFar().Resume("--resolve", "2.undo.1=retry", "--reason", "it takes away what is there").Exits(6);
        Assert.Equal("finally", await server.DoneAsync(database));
        lab.Verifies();
    }
}
