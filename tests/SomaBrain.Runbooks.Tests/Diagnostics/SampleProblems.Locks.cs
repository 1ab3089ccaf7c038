using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

internal static partial class SampleProblems
{
    private const string Holder = $"run {RunName} of dba on db1";
    private const string UndoRun = "20261122T171500Z-b2m8xw";

    private static Diagnostic[] Locks =>
    [
        Problems.LockHeld("playbooks/archive.yaml", "db", Holder, "for 4 min, since 2026-11-22 16:40:12 UTC", 4711),
        Problems.LockHeldByDead("playbooks/archive.yaml", "db", Holder, "for 4 min, since 2026-11-22 16:40:12 UTC", 4711),
        Problems.LockThroughPooler("playbooks/archive.yaml", "db", Server),
        Problems.LockLost("playbooks/archive.yaml", "db", "its connection is gone"),
        Problems.LockNotTaken(Problems.TooManyConnections(Server, "sorry, too many clients already"), "playbooks/archive.yaml", "db"),
        Problems.LockFileHeld("playbooks/archive.yaml", "db", Holder),
        Problems.LockFileUnusable("/var/lib/runbook/.runbook/locks/1f.lock", "No space left on device"),
        Problems.LockOfThisMachine("playbooks/archive.yaml", "db"),
    ];

    private static Diagnostic[] Undo =>
    [
        Problems.UndoValueGone(null, "3.undo.1", "steps.key.value"),
        Problems.UndoStepUnknown("3.undo.1"),
        Problems.RunNotEnded(RunName),
        Problems.NothingToUndo(RunName),
        Problems.AlreadyUndone(RunName, $"run `{UndoRun}`"),
        Problems.UndoInDoubt(RunName, UndoRun, ["3.undo.1"]),
        Problems.UndoSuperseded(UndoRun, "20261122T180000Z-c3n9yz"),
        Problems.ScratchToUndoIsGone(RunName),
        Problems.AnotherServer("db", "7312345678901234599", "7312345678901234567"),
    ];
}
