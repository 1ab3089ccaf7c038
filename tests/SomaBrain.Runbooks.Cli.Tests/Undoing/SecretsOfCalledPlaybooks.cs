using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Undoing;

/// <summary>The undo of a called playbook binds the secret that the call gave it, not one of the run with the same name.</summary>
public sealed class SecretsOfCalledPlaybooks(FaultServer server)
{
    private const string Head = """
        params:
          password: { type: secret, from: "env:ADMIN_PW" }
          app_password: { type: secret, from: "env:APP_PW" }

        """;

    private const string Callee = """
        runbook: 1
        title: callee
        params:
          password: { type: secret, from: "env:CALLEE_PW" }
        steps:
          - sql: INSERT INTO done VALUES ('set')
            undo: [{ sql: "INSERT INTO done VALUES ('undone ' || {{ params.password }})" }]
        """;

    private const string Admins = "  - sql: INSERT INTO done VALUES ('admin')\n    undo: [{ sql: \"INSERT INTO done VALUES ('undone ' || {{ params.password }})\" }]\n";

    [Theory]
    [InlineData(Admins, "{{ params.app_password }}", "set admin undone apps-secret undone admins-secret")]
    [InlineData(Admins, "{{ 'new ' + params.app_password }}", "set admin undone new apps-secret undone admins-secret")]
    [InlineData("", "{{ params.app_password }}", "set undone apps-secret")]
    public async Task It_is_had_again_by_way_of_the_call(string admins, string given, string done)
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps($"{admins}  - call: callee.yaml\n    with: {{ password: \"{given}\" }}", Head);
        lab.Folder.Write("callee.yaml", Callee);
        With(lab).Run("run", "x.yaml", "--target", server.Target(database)).Exits(0);

        With(lab).Run("undo", "last", "--dry-run").Exits(0);
        With(lab).Run("undo", "last", "--yes").Exits(0).NeverShows("s-secret");
        Assert.Equal(Sorted(done), Sorted(await server.DoneAsync(database)));
    }

    [Fact]
    public async Task So_it_is_in_a_run_that_was_resumed()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            $"{Admins}  - call: callee.yaml\n    with: {{ password: \"{{{{ params.app_password }}}}\" }}\n  - confirm: Go on?\n  - assert: \"false\"", $"after_failure: undo\n{Head}");
        lab.Folder.Write("callee.yaml", Callee);
        With(lab).Run("run", "x.yaml", "--target", server.Target(database)).Exits(8);

        With(lab).Run("resume", "last", "--yes").Exits(5);
        Assert.Equal(Sorted("set admin undone apps-secret undone admins-secret"), Sorted(await server.DoneAsync(database)));
    }

    [Fact]
    public async Task What_the_call_computed_of_a_result_is_gone_with_the_run()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(
            "  - { id: salt, sql: SELECT 'salt' AS a }\n  - call: callee.yaml\n    with: { password: \"{{ steps.salt.value + params.app_password }}\" }", Head);
        lab.Folder.Write("callee.yaml", Callee);
        With(lab).Run("run", "x.yaml", "--target", server.Target(database)).Exits(0);

        Lab.Checked(With(lab).Run("undo", "last", "--yes")).Exits(1).Says("RB548").Says("params.app_password");
        Assert.Equal("set", await server.DoneAsync(database));
    }

    [Fact]
    public async Task One_that_is_another_now_is_told_before_anything_is_undone()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Admins, Head);
        With(lab).Run("run", "x.yaml", "--target", server.Target(database)).Exits(0);

        Lab.Checked(With(lab).Environment("ADMIN_PW", "tomorrows-secret").Run("undo", "last", "--dry-run")).Exits(0).Says("warning[RB532]").Says("params.password").NeverShows("s-secret");
        With(lab).Run("undo", "last", "--dry-run").Exits(0).NeverShows("RB532");
    }

    private static Runbook With(Lab lab) => lab.Program.Environment("ADMIN_PW", "admins-secret").Environment("APP_PW", "apps-secret");

    private static string Sorted(string words) => string.Join(' ', words.Split(' ').Order(StringComparer.Ordinal));
}
