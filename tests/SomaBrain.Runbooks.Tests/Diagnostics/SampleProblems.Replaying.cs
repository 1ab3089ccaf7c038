using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

internal static partial class SampleProblems
{
    private static readonly SourceSpan Case = new Source("archive.test.yaml", "test: 1").Span(0, 1);

    private static Diagnostic[] Replaying =>
    [
        Problems.TargetNotRecorded("db", "local"),
        Problems.RecordedInDoubt(At, "add", "the connection was lost while step `add` was being committed"),
        Problems.NothingToReplay(RunName, "its journal does not begin with an opened run"),
        Problems.StepNotInRun("nowhere", RunName),
        Problems.FixtureNotFound("archive.test.yaml", "archive.yaml"),
        Problems.NoCases(Case),
        Problems.CaseTwice(Case, "nothing is old"),
        Problems.NotInPlaybook(Case, "step", "cuont", ["count", "archive"]),
        Problems.WrittenCell(Case, "tags"),
        Problems.ResultNotWritten(Case, "count", "sql", "{ rows: [ { column: value } ] }", 0),
        Problems.AnswerNotWritten(Case, "go", "Archive 12 rows?"),
        Problems.MemberNotWritten(Case, "db", "standby"),
        Problems.DecidedBySecret(Case, "strong", "a secret, which no journal keeps"),
        Problems.NotAsExpected(Case, "the path after `count`", "`archive`", "at its end"),
        Problems.NoTestFormat(Case, "2"),
        Problems.UndoHasNoPlaybook("20261122T171500Z-b2m8xw", RunName),
        Problems.FixtureNotWritten("archive.test.yaml", "the file exists"),
    ];
}
