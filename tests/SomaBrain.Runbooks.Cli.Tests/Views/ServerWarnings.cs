using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>A statement that succeeds and does not do what was asked for: the server only warns of it.</summary>
public sealed class ServerWarnings(FaultServer server)
{
    private const string Grants = """
          - sql: CREATE TABLE kept (n int)
          - { for_each: [1, 2], sql: REVOKE ALL ON theirs FROM mallory }
          - sql: DO $$ BEGIN RAISE NOTICE '%', concat('by ', 'the way'); END $$
        """;

    [Fact]
    public async Task They_are_shown_below_the_step_and_notices_only_on_request()
    {
        var database = await server.NewDatabaseAsync();
        await server.ExecuteAsync("CREATE ROLE mallory LOGIN; GRANT CREATE ON SCHEMA public TO mallory; CREATE TABLE theirs (); GRANT SELECT ON theirs TO mallory", database);
        var mallory = server.Target(database, "mallory");
        const string warning = "WARNING: no privileges could be revoked for \"theirs\"";
        using var lab = new Lab().Steps(Grants);

        lab.Run(mallory).Exits(0).Says($"{warning}\n").NeverShows("by the way");
        lab.Show().Prints("WARNING: no privileges could be revoked").NeverShows("by the way");
        await server.ExecuteAsync("DROP TABLE kept", database);
        lab.Run(mallory, "--verbose").Exits(0).Says("by the way").Says(warning);
    }
}
