using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>Questions that nobody is there to answer: the run waits, and goes on where it stood.</summary>
public sealed class Pausing(FaultServer server)
{
    private const string Steps = """
          - { id: one, sql: INSERT INTO done VALUES ('one') RETURNING step }
          - { when: "steps.one.row.step == 'two'", sql: INSERT INTO done VALUES ('skipped') }
          - branch:
              - when: steps.one.row.step == 'one'
                steps:
                  - { id: turns, sql: "INSERT INTO done VALUES ({{ item }})", for_each: "['a', 'b']" }
                  - { id: ask, confirm: "Go on after {{ steps.one.row.step }}?" }
                  - sql: INSERT INTO done VALUES ('in')
          - { id: again, confirm: And now? }
          - { id: last, sql: "INSERT INTO done VALUES ({{ steps.one.row.step + '!' }})" }
        """;

    [Fact]
    public async Task A_question_without_a_terminal_pauses_and_resume_goes_on_without_repeating_anything()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps(Steps);
        var paused = lab.Run(server.Target(database)).Exits(8).Prints("Changed so far by: one, turns.").Prints("Question: Go on after one?").Prints("runbook resume 2");
        Assert.Equal("one a b", await server.DoneAsync(database));
        lab.IsWholeSoFar();
        lab.Show().Prints("paused");

        // Without --yes it asks again, and repeats nothing.
        lab.Resume().Exits(8).Prints("Question: Go on after one?");
        Assert.Equal("one a b", await server.DoneAsync(database));

        var command = paused.Output.Split('`')[1];
        Assert.StartsWith("runbook resume ", command, StringComparison.Ordinal);
        Lab.Checked(lab.Program.Run([.. command.Split(' ')[1..], "--yes"])).Exits(0).Prints("Changed by: one, turns");
        Assert.Equal("one a b in one!", await server.DoneAsync(database));
        lab.Verifies().Show().Prints("yes");
        lab.Resume("--yes").Exits(3).Says("error[RB907]");
        Assert.Equal("one a b in one!", await server.DoneAsync(database));
    }

    [Fact]
    public async Task Yes_does_not_answer_a_phrase()
    {
        var database = await server.NewDatabaseAsync();
        using var lab = new Lab().Steps("  - { id: ask, confirm: Really?, phrase: drop it }\n  - sql: INSERT INTO done VALUES ('never')");
        Lab.Ends(lab.Run(server.Target(database), "--yes"), 8, "Paused at step 1 (ask). Nothing was changed so far.", "runbook resume 2");
        Lab.Ends(lab.Resume("--yes"), 8, "Paused at step 1 (ask). Nothing was changed so far.", "runbook resume 2");
        Assert.Equal("", await server.DoneAsync(database));
    }

    [Fact]
    public void Input_that_is_no_terminal_is_never_an_answer()
    {
        using var lab = new Lab().Steps("  - { id: ask, confirm: Really? }");
        Lab.Checked(lab.Program.Input("y\nyes\n").Run("run", "x.yaml", "--target", "host=/nowhere")).Exits(8);
    }

    [Fact]
    public void A_run_that_somebody_continues_cannot_be_continued_by_another()
    {
        using var lab = new Lab();
        lab.Steps($"  - confirm: Go?\n  - {{ shell: \"touch begun; while [ ! -e go ]; do sleep 0.05; done\", effect: read, cwd: {lab.Folder.Path} }}");
        lab.Run("host=/nowhere").Exits(8);
        using var running = lab.Program.Start("resume", "last", "--yes");
        running.Until(() => File.Exists(lab.Folder["begun"]), "second step");
        lab.Resume("--yes").Exits(1).Says("error[RB5");
        Lab.Checked(lab.Program.Run("history")).Prints("running");
        File.WriteAllText(lab.Folder["go"], "");
        running.Ends().Exits(0);
        lab.Verifies();
    }

    [Theory]
    [InlineData("", "run it on a terminal, or with `--yes`")]
    [InlineData(", phrase: drop it", "run it on a terminal: the phrase must be typed")]
    public void On_scratch_a_question_without_a_terminal_fails(string phrase, string next)
    {
        using var lab = new Lab().Steps($"  - {{ id: ask, confirm: Really?{phrase} }}\n  - sql: CREATE TABLE never (i int)");
        Lab.Ends(lab.Run("scratch").Says("error[RB413]"), 1, "Failed at step 1 (ask). Nothing was changed.", next);
        lab.Verifies();
    }
}
