namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>`plan --detailed-exitcode`, for a pipeline that asks a person only where something would change.</summary>
public static class PlanCodes
{
    [Theory]
    [InlineData("{ shell: [touch, x], effect: write }", 2)]
    [InlineData("{ shell: [touch, x], effect: destroy }", 2)]
    [InlineData("{ shell: ['true'], effect: read }", 0)]
    [InlineData("{ shell: [touch, x], effect: write, when: 'false' }", 0)]
    [InlineData("{ assert: 'false' }", 4)]
    public static void A_change_has_a_code_of_its_own(string step, int code)
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", $"runbook: 1\ntitle: t\nsteps:\n  - {step}\n");

        program.Run("plan", "x.yaml", "--detailed-exitcode").Exits(code);
        program.Run("plan", "x.yaml").Exits(code == 2 ? 0 : code);
    }

    [Theory]
    [InlineData("  - { shell: 'false', effect: read, on_failure: continue }\n  - note: on", 1, "the run would go on after step 1 and end with code 1")]
    [InlineData("  - { assert: 'false' }\nfinally:\n  - { shell: 'false', effect: read, on_failure: warn }", 4, "the run would end at step 1 with code 4")]
    [InlineData("  - { shell: 'false', effect: read }\nfinally:\n  - { shell: 'false', effect: read }", 1, "the run would end at step 1 with code 1")]
    public static void It_says_where_the_run_would_end(string steps, int code, string ending)
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", $"runbook: 1\ntitle: t\nsteps:\n{steps}\n");

        program.Run("plan", "x.yaml").Exits(code).Prints($"Attention: {ending}.");
        program.Run("plan", "x.yaml", "--format", "markdown").Exits(code).Prints(ending);
    }

    [Fact]
    public static void What_no_server_answered_is_not_held_for_tried()
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder)
            .File("read.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: SELECT 1\n")
            .File("down.yaml", "runbook: 1\ntitle: t\ntargets: { db: { may_be_down: true } }\nsteps:\n  - sql: INSERT INTO t VALUES (1)\n")
            .File("write.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: INSERT INTO t VALUES (1)\n");

        program.Run("plan", "read.yaml", "--target", "host=/nowhere").Exits(1).Prints("not simulated 1 sql").Prints("there is no socket").Prints("0 of 1 steps simulated: 1 not simulated.");
        program.Run("plan", "write.yaml", "--target", "host=/nowhere").Exits(0).Prints("step 1 would fail as things are now: there is no socket").Prints("1 of 1 steps simulated: 1 checked.").Prints("Note: nothing above was checked against db");
        program.Run("plan", "down.yaml", "--target", "host=/nowhere").Exits(0).Prints("nobody answers there now: there is no socket").Prints("1 of 1 steps simulated: 1 checked.\nNote: nothing above was checked against db");
        program.Run("plan", "down.yaml", "--target", "host=/nowhere", "--format", "markdown").Exits(0).Prints("> nothing above was checked against db");
        program.Run("plan", "down.yaml", "--target", "host=/nowhere", "--format", "json").Exits(0).Prints("\"unanswered\": [\n    \"db\"\n  ]");
    }

    [Theory]
    [InlineData("version: '9-12'", "RB661")]
    [InlineData("database: other", "RB662")]
    public static void Writes_on_a_server_that_is_not_the_declared_one_are_refused_as_in_the_run(string declared, string code)
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", $"runbook: 1\ntitle: t\ntargets: {{ db: {{ {declared} }} }}\nsteps:\n  - {{ sql: CREATE TABLE x (), timeout: 5s }}\n  - {{ sql: CREATE TABLE y (), timeout: 5s }}\n")
            .File("vacuum.yaml", $"runbook: 1\ntitle: t\ntargets: {{ db: {{ {declared} }} }}\nsteps:\n  - {{ sql: VACUUM, transaction: false }}\n");

        program.Run("plan", "x.yaml", "--target", "scratch").Exits(1).Prints("not simulated 1 sql").Prints("it would be refused").Prints(code);
        program.Run("plan", "vacuum.yaml", "--target", "scratch").Exits(1).Prints("not simulated 1 sql").Prints(code);
        program.Run("run", "x.yaml", "--target", "scratch").Exits(1).Says(code);
    }
}
