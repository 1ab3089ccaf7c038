using System.Text;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>All turns of a loop are one line, which says how they ended.</summary>
public sealed class LoopLines
{
    private static readonly Failure Failure = new("RB430", "division by zero", "22012", null);

    [Theory]
    [InlineData("ok ok ok", "ok        1 l - 3 turns, 3 rows affected (36 ms)")]
    [InlineData("ok failed ok", "failed    1 l - 3 turns, 1 failed, 2 rows affected (36 ms)")]
    [InlineData("ok ok failed", "failed    1 l - 3 turns, 1 failed, 2 rows affected (36 ms)")]
    [InlineData("failed warned failed", "failed    1 l - 3 turns, 2 failed, 1 warned (36 ms)")]
    [InlineData("ok warned ok", "warned    1 l - 3 turns, 1 warned, 2 rows affected (36 ms)")]
    public void A_turn_that_failed_is_counted(string turns, string line) => Assert.Contains($"{line}\n", Shown(run => Turns(run, turns)), StringComparison.Ordinal);

    [Fact]
    public void What_goes_well_at_another_attempt_did_not_fail()
    {
        var shown = Shown(run =>
        {
            Turns(run, "ok failed");
            run.Intent("1[1]", "sql", "l", effect: "write", attempt: 2);
            run.Outcome("1[1]", 0, ScriptedRun.Affected(1), attempt: 2);
        });

        Assert.Contains("retried   1[1] l", shown, StringComparison.Ordinal);
        Assert.Contains("ok        1 l - 2 turns, 2 rows affected", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StepStatus.Ok, "ok        1 l - 1 turn (")]
    [InlineData(StepStatus.Failed, "failed    1 l - 1 turn, 1 failed (")]
    public void A_turn_with_steps_ends_as_it_ends_itself(StepStatus status, string line)
    {
        var shown = Shown(run =>
        {
            run.Intent("1[0]", "block", "l");
            run.Event(new JournalEvent.BranchTaken("1[0]", "block"));
            run.Step("1[0].block.1", "sql", status: StepStatus.Failed, failure: Failure);
            run.Outcome("1[0]", 12, status: status, failure: status == StepStatus.Ok ? null : Failure);
        });

        Assert.Contains("failed    1[0].block.1 sql", shown, StringComparison.Ordinal);
        Assert.Contains(line, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_a_loop_behind_its_turns_is_told_with_them()
    {
        var shown = Shown(run =>
        {
            Turns(run, "ok ok");
            run.Step("1", "sql", "l", effect: "write", took: 0, status: StepStatus.Failed, failure: new("RB404", "step `l` reached its `max` after 2 turns", null, null));
        });

        Assert.DoesNotContain("ok        1 l", shown, StringComparison.Ordinal);
        Assert.Contains("failed    1 l - 2 turns, 2 rows affected (24 ms)\n          step `l` reached its `max` after 2 turns\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_was_begun_and_has_no_end_is_not_done() => Assert.Contains(
        "failed    1 l - 2 turns, 1 broken off, 2 rows affected (24 ms)\n",
        Shown(run =>
        {
            Turns(run, "ok ok");
            run.Intent("1[2]", "sql", "l", effect: "write");
        }),
        StringComparison.Ordinal);

    [Fact]
    public void A_turn_in_doubt_and_one_that_waits_are_not_done()
    {
        Assert.Contains("in doubt  1 l - 1 turn, 1 in doubt, 1 row affected", Shown(run => Unended(run, new JournalEvent.StepInDoubt("1[1]", 1, "the connection broke"))), StringComparison.Ordinal);
        Assert.Contains("paused    1 l - 1 turn, 1 waits, 1 row affected", Shown(run => Unended(run, new JournalEvent.ApprovalRequested("1[1]", "Go on?", 0))), StringComparison.Ordinal);

        static void Unended(ScriptedRun run, JournalEvent end)
        {
            Turns(run, "ok");
            run.Intent("1[1]", "sql", "l", effect: "write");
            run.Event(end);
        }
    }

    [Theory]
    [InlineData(StepStatus.Warned, "warned    1 l - 4 turns, 4 warned", "4 warnings.")]
    [InlineData(StepStatus.Failed, "failed    1 l - 4 turns, 4 failed", "Failed.")]
    public void Turns_that_the_journal_leaves_out_count_as_those_before_them(StepStatus status, string line, string end)
    {
        var shown = Shown(run =>
        {
            run.Step("1[0]", "sql", "l", status: status, failure: Failure);
            run.Step("1[3]", "sql", "l", status: status, failure: Failure);
        });

        Assert.Contains(line, shown, StringComparison.Ordinal);
        Assert.Contains(end, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_left_out_are_counted_in_each_turn_around_them()
    {
        var shown = Shown(run =>
        {
            foreach (var turn in new[] { 0, 2 })
            {
                run.Intent($"1[{turn}]", "block", "l");
                run.Event(new JournalEvent.BranchTaken($"1[{turn}]", "block"));
                run.Step($"1[{turn}].block.1[0]", "sql", "x", status: StepStatus.Warned, failure: Failure);
                run.Step($"1[{turn}].block.1[4]", "sql", "x", status: StepStatus.Warned, failure: Failure);
                run.Outcome($"1[{turn}]", 12);
            }
        });

        Assert.Contains("warned    1 l - 3 turns, 15 warned", shown, StringComparison.Ordinal);
        Assert.Contains("15 warnings.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_within_a_turn_knows_which_it_is()
    {
        var waits = Shown(run => Within(run, new JournalEvent.ApprovalRequested("1[2].block.1[1].block.1", "Go on?", 0)));
        var done = Shown(run => Within(run, new JournalEvent.StepOutcome("1[2].block.1[1].block.1", 1, StepStatus.Ok, TimeSpan.Zero, null, Changed.None, null)));

        Assert.Contains("paused    1 - 2 turns, 1 waits", waits, StringComparison.Ordinal);
        Assert.Contains("ok        1 - 3 turns", done, StringComparison.Ordinal);

        static void Within(ScriptedRun run, JournalEvent end)
        {
            run.Step("1[2].block.1[0].block.1", "ask", "q");
            run.Intent("1[2].block.1[1].block.1", "ask", "q");
            run.Event(end);
        }
    }

    private static void Turns(ScriptedRun run, string turns)
    {
        foreach (var (status, turn) in turns.Split(' ').Select((word, turn) => (Words.StepStatuses.Read(word), turn)))
        {
            run.Step($"1[{turn}]", "sql", "l", effect: "write", status: status, result: status == StepStatus.Ok ? ScriptedRun.Affected(1) : null, failure: status == StepStatus.Ok ? null : Failure);
        }
    }

    private static string Shown(Action<ScriptedRun> play)
    {
        using var progress = new MemoryStream();
        using (var view = new PlainView(Channel.Plain(progress), Channel.Plain(progress), Loudness.Normal, new FakeTimeProvider()))
        {
            var run = new ScriptedRun(view, _ => { });
            run.Begin(ScriptedRun.Read("runbook: 1\ntitle: x\nsteps:\n  - note: x\n"));
            play(run);
            view.End(new(ExitCode.Failed, RunStatus.Failed, Changed.None, [], [], null, null), ScriptedRun.Footer);
        }

        return Encoding.UTF8.GetString(progress.ToArray());
    }
}
