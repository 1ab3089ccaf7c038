using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

/// <summary>Problems that no text alone can have, one of each code.</summary>
internal static partial class SampleProblems
{
    private const string Server = "db.example.com:5432";
    private const string RunName = "20261122T164012Z-7k3f9q";

    private static readonly SourceSpan At = new Source("playbook.yaml", "runbook: 1").Span(0, 1);

    public static IReadOnlyDictionary<string, Diagnostic> All { get; } =
        new[] { Steps, People, Effects, Flow, Journal, Locks, Undo, Proofs, Replaying, Targets, Connecting, Drills, Program }.SelectMany(problems => problems).ToDictionary(problem => problem.Code, StringComparer.Ordinal);

    private static Diagnostic[] Steps =>
    [
        Problems.VarsTooDeep(At, "v50", 50),
        Problems.ParameterNotGiven("days"),
        Problems.SecretInFile(At, "password", "env:NEW_PASSWORD"),
        Problems.ParametersFileNotReadable("values.yaml", "there is no such file"),
        Problems.CannotBind(At, "steps.old.row", "it is a row: bind one of its members, or its text by `| json`"),
        Problems.CannotFilter(At, "params.name | ident", "an empty name"),
        Problems.FilterChangedStatement(At),
        Problems.StepTimedOut(At, TimeSpan.FromSeconds(5)),
        Problems.CancelledInDoubt(At, "batch"),
        Problems.NotAList(At, "steps.old.count", "an integer"),
        Problems.RepeatReachedMax(At, "batch", 100, "steps.batch.affected == 0"),
        Problems.AssertSaidNo(At, "`steps.left.value == 0` is false (steps.left.value is 12)", "run it again"),
        Problems.MetricSaid(At, "connections_pct", "93 %", "fail", "value > 90", "close sessions that idle"),
        Problems.MetricNotANumber(At, "connections_pct", "text"),
        Problems.NobodyToAsk(At, "Move 100 rows?", phrase: false),
        Problems.PhraseEmpty(At),
        Problems.CommandNotStarted(At, "there is no command `pg_dum`", "did you mean `pg_dump`?"),
        Problems.CommandFailed(At, 3, null, "pg_ctl: no server running"),
        Problems.CommandCancelled(At, "backup", "4711 (pg_basebackup)"),
        Problems.SecretInArgument(At, "params.password"),
        Problems.DashArgument(At, "--host=x"),
        Problems.NullArgument(At, "{{ params.file }}"),
        Problems.OutputNotJson(At, "no such host"),
        Problems.OutputNotWhole(At, "json"),
        Problems.SqlRefused(At, "42P01", "relation \"audit_logs\" does not exist", null, "look at the name and at the search_path, and whether this is the right database"),
        Problems.ConnectionLost(At, Server, "terminating connection due to administrator command"),
        Problems.CommitInDoubt(At, "batch", Server),
        Problems.LostInDoubt(At, "vacuum", Server),
        Problems.ContractBroken(At, "affected", "0..100", 4711, rolledBack: true),
        Problems.ResultTooLarge(At, "10,000 rows"),
        Problems.ColumnTwice(At, "steps.old.row", "id"),
    ];

    private static Diagnostic[] People =>
    [
        Problems.ApprovalsNotAvailable(At, "go", 2, true),
        Problems.NothingToChoose(At, "steps.standbys.rows", null),
        Problems.AnswerRefused(At, "days", "`0` is below the lowest, 1", "a whole number from 1"),
        Problems.NobodyToAnswer(At, "Which standby?"),
        Problems.AnswerToNothing("pik", ["pick"]),
        Problems.AnswerNotGiven("pick"),
        Problems.SecretFileUnfit(At, "/root/passwords.tsv", "its mode is 0644: others may read it", "it must be a file of its own, of mode 0600, in a directory that is there"),
        Problems.RequestUnfit(At, "the address is no URL of a web server", "write it whole: `https://host/path`"),
        Problems.NoWebAnswer(At, "https://status.example.com", "Connection refused"),
        Problems.AnswerTooLarge(At),
        Problems.UnexpectedStatus(At, 503, "Service Unavailable", "try later"),
        Problems.RedirectRefused(At, 302, "https://login.example.com/", tooMany: false),
        Problems.RequestInDoubt(At, "announce", "https://status.example.com", "the connection was closed"),
        Problems.UserUnknown(At, "postgre"),
        Problems.SecretNotRead(At, "password", "env:NEW_PASSWORD", "the variable is not set"),
    ];

    private static Diagnostic[] Effects =>
    [
        Problems.NotDone(At, "vacuum"),
        Problems.NoAnswer(At, "one boolean"),
        Problems.DoneUnchecked(At, "vacuum"),
        Problems.UndoNotKept(Problems.NoAnswer(At, "one boolean") with { Message = "the statement returned no row", Hint = null }, "batch"),
        Problems.SaveExists(At, "/var/backups/old.csv"),
        Problems.SaveFailed(At, "/var/backups/old.csv", "No space left on device"),
        Problems.SessionLost("db", Server),
        Problems.RoleChanged(Problems.WrongRole(At, "replica", Server, inRecovery: false)),
        Problems.WriteInRecovery(At, "replica", Server),
        Problems.TargetIsStarted("copy"),
        Problems.TargetUnbound("replica"),
        Problems.TargetNotLocal("db", Server),
        Problems.LocalNotProven("db", "postgresql://127.0.0.1:5432/postgres"),
    ];

    private static Diagnostic[] Journal =>
    [
        Problems.StateDirectoryUnknown(),
        Problems.StateDirectoryUnusable("/var/lib/runbook", "Permission denied"),
        Problems.StateDirectoryOpen("/var/lib/runbook", "0777"),
        Problems.StateDirectoryForeign("/var/lib/runbook", 1000),
        Problems.RunNotFound("2026"),
        Problems.RunAmbiguous("2026", [RunName, "20261122T171500Z-b2m8xw"]),
        Problems.RunInUse(RunName),
        Problems.JournalIncomplete(RunName, 7),
        Problems.JournalTorn(RunName, 7, 91),
        Problems.JournalTampered(RunName, 5, "`prev` is not the hash of line 4"),
        Problems.JournalUnproven(RunName, "the site log does not know its end"),
        Problems.JournalNeedsNewer(RunName, 5, 2),
        Problems.SiteLogDamaged("/var/lib/runbook/site.jsonl", 5, "`prev` is not the hash of line 4"),
        Problems.UndoRunGone(RunName, "20261122T171500Z-b2m8xw"),
        Problems.RunMissing(RunName, "2026-11-22T16:40:12.000000Z"),
        Problems.StillAtWork(At, "batch", "session 4711 (active) on db1:5432", "`SELECT pg_terminate_backend(4711)`", RunName),
        Problems.UnsettledInDoubt(At, "batch", "transaction 731 is too old: the server keeps nothing of it", "what step `batch` changes", RunName, "4[2].1"),
        Problems.ResolvesNothing(RunName, "last", ["4[2].1"]),
        Problems.PlaybookChanged(RunName, "archive.yaml"),
        Problems.RecordDoesNotFit(At, RunName, "3", "`sql` with id `batch`", "`shell`"),
        Problems.RunNeverBegan(RunName),
        Problems.ScratchIsGone(RunName),
        Problems.ResolvedTwice(RunName, "2"),
        Problems.BeginningDirectoryGone(RunName, "/srv/runbooks", "there is no such folder"),
        Problems.ReadsAnother(At, "pick", RunName, "1"),
        Problems.AnotherElement(At, "move", 2, 5),
        Problems.AnotherSecret(At, "password", RunName),
        Problems.SessionIsGone(At, "backup", "begin", "what a function did"),
        Problems.ReportNotWritten("post-mortem.html", "there is no such folder"),
        Problems.OutputLost("No space left on device"),
        Problems.RunUnreadable(RunName),
    ];

    private static Diagnostic[] Program =>
    [
        Problems.PlaybookNotFound("helth-check", isDirectory: false, "health-check"),
        Problems.PlaybookNotReadable("playbooks/archive.yaml", "Permission denied"),
        Problems.UnprotectedProduction(At, "prod", "what is sent to db1.example.com:5432 may go unencrypted, and nobody proves who answers (`sslmode=prefer`)"),
        Problems.ErrorNotNamed(At),
        Problems.ErrorTwice(At, "53300", At),
        Problems.ScratchFailed("no PostgreSQL server binaries on this machine", "install postgresql-15"),
        Problems.StoppedBeforeStart(),
        Problems.JournalNotOpened("/var/lib/runbook", "No space left on device"),
        Problems.JournalLost("the journal cannot be written: No space left on device", "20261122T164012Z-7k3f9q"),
        Problems.JournalLostInDoubt(At, "batch"),
        Problems.RunIsClosed(RunName),
        Problems.ProblemsLeftOut(At, 100, 137),
        Problems.RawText(At),
        Problems.NewFileExists("playbooks/archive.yaml"),
        Problems.NewFileNotWritten("playbook/archive.yaml", "there is no such folder"),
        Problems.NewTitleUnusable(),
    ];
}
