using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed class Ends
{
    private static readonly Diagnostic Problem = new("RB431", Severity.Error, null, "deadlock detected") { SqlState = "40P01" };

    private static readonly (string Name, RunEnd End, int Warnings)[] Cases =
    [
        ("done", End(0, RunStatus.Done), 0),
        ("done with warnings", End(0, RunStatus.Done), 3),
        ("done after changes", End(0, RunStatus.Done, Changed.Yes, "prepare", "batch"), 1),
        ("done, not known", End(0, RunStatus.Done, Changed.Unknown), 0),
        ("failed", End(1, RunStatus.Failed) with { Step = "batch", Problems = [Problem] }, 0),
        ("failed, with a hint", End(1, RunStatus.Failed) with { Step = "2", Problems = [Problem with { Hint = "run it again" }] }, 0),
        ("invalid", End(3, RunStatus.Failed) with { Problems = [Problem] }, 0),
        ("said no", End(4, RunStatus.Failed) with { Step = "2", Problems = [Problem with { Hint = "close idle sessions" }] }, 0),
        ("failed after a change", End(6, RunStatus.Failed, Changed.Yes, "prepare") with { Step = "batch", Problems = [Problem] }, 0),
        ("failed, change not known", End(6, RunStatus.Failed, Changed.Unknown) with { Step = "batch", Problems = [Problem] }, 0),
        ("stopped after a change", End(6, RunStatus.Aborted, Changed.Yes, "prepare") with { Step = "batch" }, 0),
        ("in doubt", End(7, RunStatus.InDoubt, Changed.Yes, "prepare") with { Step = "batch", Problems = [Problem] }, 0),
        ("in doubt, nothing before", End(7, RunStatus.InDoubt, Changed.Unknown) with { Step = "batch" }, 0),
        ("in doubt, and others may have changed something", End(7, RunStatus.InDoubt, Changed.Unknown) with { Step = "batch", MayHaveChanged = true, Problems = [Problem with { Hint = "another's" }], Doubt = Problem with { Hint = "its own" } }, 0),
        ("in doubt, and others have, and may have", End(7, RunStatus.InDoubt, Changed.Yes, "prepare") with { Step = "batch", MayHaveChanged = true }, 0),
        ("done, and another step failed in the middle", End(0, RunStatus.Done, Changed.Yes, "batch") with { MayHaveChanged = true, Unsure = ["prepare"] }, 1),
        ("failed, and another step did in the middle", End(6, RunStatus.Failed, Changed.Yes, "batch") with { Step = "2", MayHaveChanged = true, Unsure = ["prepare"] }, 1),
        ("not wholly undone, and can be tried again", End(6, RunStatus.Failed, Changed.Yes, "batch") with { Step = "2", Undoing = ["batch"], Undoable = 1 }, 0),
        ("stopped, and can be undone", End(6, RunStatus.Aborted, Changed.Yes, "batch") with { Undoable = 1 }, 0),
        ("paused", End(8, RunStatus.Done) with { Step = "2", Question = "Move 48210 rows?" }, 0),
        ("paused after a change", End(8, RunStatus.Done, Changed.Yes, "prepare") with { Step = "2", Question = "Go on?" }, 0),
        ("aborted", End(10, RunStatus.Aborted) with { Step = "2" }, 0),
        ("aborted between steps", End(10, RunStatus.Aborted), 0),
        ("aborted between steps, and the clean-up failed", End(10, RunStatus.Aborted) with { Step = "2", StoppedBehind = "batch", FailedCleaning = "2", Problems = [Problem] }, 0),
        ("stopped at a step after a change, and the clean-up failed", End(6, RunStatus.Aborted, Changed.Yes, "prepare") with { Step = "batch", FailedCleaning = "2", Problems = [Problem] }, 0),
        ("failed while cleaning up", End(1, RunStatus.Failed) with { Step = "2", Problems = [Problem], LeftOut = ["release", "finally.3"] }, 0),
        ("internal", End(20, RunStatus.Broken) with { Problems = [Problem] }, 0),
    ];

    [Fact]
    public void The_first_line_says_whether_anything_changed_and_the_second_what_to_do()
    {
        var playbook = ScriptedRun.Read("runbook: 1\ntitle: x\nsteps:\n  - note: a\n  - note: b\n  - id: prepare\n    note: c\n  - id: batch\n    help: Moves rows in small steps, so that nobody waits for a lock.\n    note: d\n");
        var shown = new StringBuilder();
        foreach (var (name, end, warnings) in Cases)
        {
            using var output = new MemoryStream();
            var channel = Channel.Plain(output);
            EndText.Write(end, ScriptedRun.Footer, new(playbook, ScriptedRun.Id, "alice", [], []), warnings, channel, channel);
            shown.Append($"── {name}\n{Encoding.UTF8.GetString(output.ToArray())}\n");
        }

        Approved.Text(shown.ToString(), Scrubber.Nothing);
    }

    [Fact]
    public void On_a_terminal_a_sentence_breaks_between_words()
    {
        var playbook = ScriptedRun.Read("runbook: 1\ntitle: x\nsteps:\n  - note: a\n");
        var screen = new Screen(40);
        var hint = $"look at `{new string('x', 30)}` first, then run it again when nobody works on the server any more";

        EndText.Write(
            End(6, RunStatus.Failed, Changed.Unknown) with { Problems = [Problem with { Hint = hint }] }, ScriptedRun.Footer with { Head = null }, new(playbook, ScriptedRun.Id, "alice", [], []), 0,
            screen.Channel(), Channel.Plain(Stream.Null));

        var shown = screen.ToString();
        Assert.Contains("Failed. Whether anything was changed is\nnot known.\n", shown, StringComparison.Ordinal);
        Assert.Contains("` first,\nthen run it again when nobody works on\nthe server any more; look at what the\n", shown, StringComparison.Ordinal);
    }

    private static RunEnd End(int code, RunStatus status, Changed changed = Changed.None, params string[] changes) =>
        new(code, status, changed, [.. changes], ImmutableArray<Diagnostic>.Empty, null, null);
}
