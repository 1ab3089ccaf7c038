using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

/// <content>Calls of playbooks, and the end of a run.</content>
internal static partial class SampleProblems
{
    private static Diagnostic[] Flow =>
    [
        Problems.CalleeOutside(At, "../other/vacuum.yaml", "/srv/other/vacuum.yaml", "/srv/runbooks", isMarked: true),
        Problems.CallCycle(At, ["a.yaml", "b.yaml", "a.yaml"]),
        Problems.TooManyCalls(At, "more than 8 playbooks call each other in a row"),
        Problems.CalledTargetUnbound(At, "lib/vacuum.yaml", "primary", ["db"]),
        Problems.CalledAboveCap(At, "lib/vacuum.yaml", "empty", "destroy", "write"),
        Problems.ArgumentMissing(At, "lib/vacuum.yaml", "table", "a name of at most 63 bytes"),
        Problems.UnknownArgument(At, "lib/vacuum.yaml", "tabel", ["table"]),
        Problems.WrongArgument(At, "days", "`soon` is not a whole number", "a whole number"),
        Problems.NobodyWaitsAtTheEnd(At, "Turn it off?"),
        Problems.ArgumentRefused(At, "days", "it is null", "a whole number"),
        Problems.KeptPlaybookChanged(RunName, "lib/vacuum.yaml"),
    ];
}
