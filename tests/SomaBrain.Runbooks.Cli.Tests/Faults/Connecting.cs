namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>A server that cannot be reached, does not let us in, or is the wrong one: nothing was changed, and it is said at once.</summary>
public sealed class Connecting(FaultServer server)
{
    [Fact]
    public void A_server_that_does_not_let_us_in_is_told_with_its_reason()
    {
        (string Target, string Code, string Message, string Next)[] cases =
        [
            (server.OverTcp("wrong-4712"), "RB644", "did not accept the password of `guarded`", "correct the password"),
            ($"host=127.0.0.1 port={server.Port} user=guarded dbname=postgres", "RB650", "asks for a password of `guarded`", "mode 0600"),
            (server.Target("nope"), "RB646", "has no database `nope`", "`psql -l` lists the databases"),
            ("host=127.0.0.1 port=1 user=postgres", "RB640", "nobody listens at `127.0.0.1:1`", "start the server"),
            ("host=/nowhere port=5432", "RB641", "there is no socket `/nowhere/.s.PGSQL.5432`", "start the server"),
            ("host=nosuch.invalid", "RB642", "the host name `nosuch.invalid`", "check the name's spelling"),
        ];
        foreach (var (target, code, message, next) in cases)
        {
            using var lab = new Lab().Steps("  - { id: first, sql: SELECT 1 }\n  - sql: DROP TABLE x");
            var result = lab.Run(target).Says($"error[{code}]").Says(message).NeverShows("wrong-4712");
            Lab.Ends(result, 1, "Failed at step 1 (first). Nothing was changed.", next);
            lab.Verifies().Show().Prints(code).Prints("failed, nothing changed, exit 1");
        }
    }

    [Fact]
    public void A_right_password_is_never_shown()
    {
        using var lab = new Lab().Steps("  - { id: who, sql: SELECT current_user }\n  - { shell: \"cat $PGPASSFILE; env\", effect: read }");
        lab.Run(server.OverTcp(FaultServer.Password)).Exits(0);
        lab.Verifies().Show();
        foreach (var file in Directory.EnumerateFiles(lab.State, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(FaultServer.Password, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Not_even_as_a_password_file_writes_it()
    {
        using var lab = new Lab().Steps("  - { id: show, shell: \"cat $PGPASSFILE\", effect: read }\n  - note: \"{{ steps.show.stdout }}\"");
        Lab.Checked(lab.Program.Environment("PGPASSWORD", @"ge:hei\m-4711").Run("run", "x.yaml", "--verbose", "--target", server.Target())).Exits(0).NeverShows("hei").Says(":postgres:***");
        Assert.DoesNotContain(Directory.EnumerateFiles(lab.State, "*.jsonl", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public void The_password_file_of_a_killed_run_is_gone_after_the_next_start()
    {
        using var lab = new Lab().Steps("  - { id: it, sql: SELECT 1 }\n  - { shell: 'echo \"$PGPASSFILE\" > file; sleep 60', effect: read }");
        using var running = lab.Start(server.OverTcp(FaultServer.Password));
        running.Until(() => File.Exists(lab.Folder["file"]) && File.ReadAllText(lab.Folder["file"]).EndsWith('\n'), "the command").Signal(9).Ends();
        var file = File.ReadAllText(lab.Folder["file"]).Trim();
        Assert.Contains(FaultServer.Password, File.ReadAllText(file), StringComparison.Ordinal);

        using var next = new Lab().Steps("  - note: x");
        next.Run(server.OverTcp(FaultServer.Password)).Exits(0);

        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Fact]
    public void A_pause_says_that_the_password_of_the_command_line_is_kept_nowhere()
    {
        const string Told = "the password of `--target` is kept nowhere: give it by PGPASSWORD or ~/.pgpass";
        using var lab = new Lab().Steps("  - { confirm: \"Go on?\" }\n  - { id: who, sql: SELECT current_user }");
        lab.Run(server.OverTcp(FaultServer.Password)).Exits(8).Prints(Told);
        lab.Program.Environment("PGPASSWORD", FaultServer.Password).Run("resume", "last", "--yes").Exits(0);

        var withoutIt = Lab.Checked(lab.Program.Environment("PGPASSWORD", FaultServer.Password).Run("run", "x.yaml", "--target", $"host=127.0.0.1 port={server.Port} user=guarded dbname=postgres"));
        withoutIt.Exits(8).Prints("answer with `runbook resume").NeverShows(Told);
    }

    [Fact]
    public void A_version_for_a_scratch_cluster_that_is_not_there_is_refused()
    {
        using var lab = new Lab().Steps("  - { id: who, sql: SELECT current_user }");
        lab.Run(server.OverTcp(FaultServer.Password), "--scratch-version", "15").Exits(3).Says("error[RB632]");
    }

    [Fact]
    public void Nothing_is_changed_while_a_server_that_the_run_needs_does_not_answer()
    {
        const string Steps = "  - { shell: [touch, touched], effect: write }\n  - { id: ask, sql: SELECT 1 }";
        using var lab = new Lab().Steps(Steps);
        Lab.Ends(lab.Run("host=/nowhere").Says("error[RB641]"), 1, "Failed at step 1. Nothing was changed.", "start the server");
        Assert.False(File.Exists(lab.Folder["touched"]));

        using var told = new Lab().Steps(Steps, "targets: { db: { may_be_down: true } }\n");
        Lab.Ends(told.Run("host=/nowhere").Says("error[RB641]"), 6, "Failed at step 2 (ask). Changed by: 1; nothing was undone.", "start the server");
        Assert.True(File.Exists(told.Folder["touched"]));
    }

    [Fact]
    public void A_production_server_whose_proof_is_missing_is_told_of_in_the_plan_and_before_a_run()
    {
        using var lab = new Lab().Steps("  - { id: look, sql: SELECT 1 }");
        lab.Folder.Write("runbook.targets.yaml", """
            targets: 1
            servers:
              prod: { connect: host=nosuch.invalid user=ops, production: true }
              proven: { connect: host=nosuch.invalid user=ops sslmode=verify-full sslrootcert=system, production: true }
              here: { connect: host=localhost port=1 user=ops, production: true }

            """);
        const string Note = "server `prod` is marked `production`, and what is sent to nosuch.invalid:5432 may go unencrypted";
        Lab.Checked(lab.Program.Run("plan", "x.yaml", "--target", "prod")).Exits(1).Prints("warning[RB618]").Prints(Note).Prints("runbook.targets.yaml:3:3");
        Lab.Checked(lab.Program.Run("plan", "x.yaml", "--target", "prod", "--format", "markdown")).Prints("RB618").Prints(Note);
        Lab.Checked(lab.Program.Run("plan", "x.yaml", "--target", "prod", "--format", "json")).Prints("RB618");
        lab.Run("prod").Exits(1).Says("warning[RB618]").Says(Note);
        Assert.DoesNotContain("RB618", lab.Run("proven").Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("RB618", lab.Run("here").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_an_argument_is_refused_and_not_shown()
    {
        const string Secret = "params: { s: { type: secret, from: \"env:THE_PASSWORD\" } }\n";
        using var seen = new Lab().Steps("  - { id: put, shell: [echo, \"{{ params.s }}\"], effect: write }", Secret);
        seen.Program.Environment("THE_PASSWORD", FaultServer.Password).Run("run", "x.yaml", "--target", "host=/nowhere").Exits(3).Says("error[RB423]");

        using var computed = new Lab().Steps("  - { id: put, shell: [echo, \"{{ vars.v }}\"], effect: write }", $"{Secret}vars: {{ v: \"a {{{{ params.s }}}}\" }}\n");
        computed.Program.Environment("THE_PASSWORD", FaultServer.Password).Run("run", "x.yaml", "--target", "host=/nowhere").Exits(3).Says("error[RB423]");

        const string Made = "  - { id: made, sensitive: true, sql: SELECT 'a word' }\n";
        using var named = new Lab().Steps($"{Made}  - {{ id: put, shell: [echo, \"{{{{ steps.made.value }}}}\"], effect: write }}");
        named.Run(server.OverTcp(FaultServer.Password)).Exits(3).Says("error[RB423]");

        using var lab = new Lab().Steps($"{Made}  - {{ id: put, shell: [echo, \"{{{{ json(steps.made) }}}}\"], effect: write }}");
        Lab.Ends(lab.Run(server.OverTcp(FaultServer.Password)).Says("error[RB423]"), 1, "Failed at step 2 (put). Nothing was changed.", "pass it through `env:` or `stdin:`");
    }

    [Theory]
    [InlineData("role: standby", "RB660", "is a primary, and must be a standby")]
    [InlineData("version: \">=99\"", "RB661", "and must be `>=99`")]
    [InlineData("database: other", "RB662", "is connected to database `postgres`, and must be")]
    [InlineData("database: other, role: standby, version: \"<10\", local: true", "RB660", "and must be `<10`; wrong server: target `db`")]
    [InlineData("database: other, role: standby", "RB660", "with `--target`; give `dbname=other`")]
    public void The_wrong_server_is_refused_before_anything_is_done(string demand, string code, string message)
    {
        using var lab = new Lab().Steps("  - { id: make, transaction: false, sql: CREATE TABLE never (i int) }", $"targets: {{ db: {{ {demand} }} }}\n");
        var result = lab.Run(server.Target()).Says($"error[{code}]").Says("wrong server").Says(message);
        Lab.Ends(result, 1, "Failed at step 1 (make). Nothing was changed.", "");
        lab.Verifies();
    }

    [Theory]
    [InlineData("hots=/tmp", "RB601", "did you mean `host`?")]
    [InlineData("host=/tmp port=abc", "RB603", "from 1 to 65535")]
    [InlineData("nosuchserver", "RB621", "runbook.targets.yaml")]
    [InlineData("other=scratch", "RB6", "hint: ")]
    [InlineData("postgresql://u:p@h:x/d", "RB6", "hint: ")]
    public void A_target_that_makes_no_sense_is_invalid(string target, string code, string hint)
    {
        using var lab = new Lab().Steps("  - sql: SELECT 1");
        Lab.Checked(lab.Run(target)).Exits(3).Says($"error[{code}").Says(hint);
        Assert.Empty(Directory.EnumerateDirectories(lab.State, "2*"));
    }
}
