using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

internal static partial class SampleProblems
{
    private static Diagnostic[] Proofs =>
    [
        Problems.AnchorNotReached(RunName, "server:audit", "nothing listens on 5432 of audit.example.com"),
        Problems.AnchorMissed(RunName, "file:/mnt/audit/heads.jsonl", "No space left on device"),
        Problems.JournalNotSealed(RunName, "Couldn't load identity host.pub: No such file or directory"),
        Problems.AnchorServerUnknown(At, "audti", ["audit", "prod"]),
        Problems.AnchorPlaceUnclear(At),
        Problems.SealWithoutSigners(At),
        Problems.NoJournalIn("backup/2026"),
        Problems.AnchoredRunMissing(RunName, "server:audit"),
        Problems.AnchorForgot(RunName, "file:/mnt/audit/heads.jsonl"),
    ];
}
