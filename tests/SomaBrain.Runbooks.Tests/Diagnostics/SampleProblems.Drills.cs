using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

internal static partial class SampleProblems
{
    private static Diagnostic[] Drills =>
    [
        Problems.DrillNotFound("playbooks/archive.drill.yaml"),
        Problems.NotADrill(At),
        Problems.WrongDrillVersion(At, "2"),
        Problems.DrillNameTaken(At, "standby"),
        Problems.DrillExit(At, 6, "0", "| Failed. Changed by: batch."),
        Problems.DrillSaid(At, "12 rows put back", false, "| Done in 27 ms. Nothing was changed."),
        Problems.DrillProgram(At, "Permission denied"),
        Problems.DrillBackground(At, "writers", "42P01: relation \"audit_logs\" does not exist"),
        Problems.DrillNoBackground(At, "writer"),
        Problems.DrillSystem("PostgreSQL 15 does not start in `/tmp/rb-7k3f9q2x/primary`", "mend what the server's log says"),
        Problems.DrillJournal(RunName, "tampered: line 5, `prev` is not the hash of line 4"),
        Problems.DrillCannotFail("archive-audit.yaml", "step batch"),
        Problems.DrillVariantWrong("archive-audit.yaml", "step batch", "`steps` is required"),
        Problems.DrillTime(At, TimeSpan.FromMinutes(2)),
        Problems.NeverDrilled(At),
        Problems.ChangedSinceDrill(At, "2026-11-22"),
        Problems.StepNotDrilled(At, "batch"),
        Problems.DrillRecordUnreadable("playbooks/drills.json", "it is no JSON"),
    ];
}
