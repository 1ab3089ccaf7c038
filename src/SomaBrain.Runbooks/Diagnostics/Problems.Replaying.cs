using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB580–RB599: replays and tests.</content>
public static partial class Problems
{
    public static Diagnostic TargetNotRecorded(string target, string member) => Error(
        "RB580", null, $"the journal does not tell `targets.{target}.{member}`", "it keeps what a server answered when it was connected: standby, version_num, system, timeline, database, user");

    public static Diagnostic RecordedInDoubt(SourceSpan span, string step, string why) =>
        Error("RB581", span, $"step `{step}` was left in doubt: {why}", "`runbook show` tells what is on record");

    public static Diagnostic NothingToReplay(string run, string why, string? hint = null) =>
        Error("RB582", null, $"run `{run}` cannot be replayed: {why}", hint ?? "`runbook verify` says what is wrong with its journal");

    public static Diagnostic UndoHasNoPlaybook(string run, string undone) =>
        Error("RB596", null, $"run `{run}` undid `{undone}`: its steps are in that run's journal, and no playbook decides them", $"name `{undone}`; `runbook replay {run}` shows how the undo went");

    public static Diagnostic FixtureNotFound(string path, string playbook) =>
        Error("RB584", null, $"there is no `{path}`", $"write it, or let a run write it: `runbook test {playbook} --from RUN --out {path}`");

    public static Diagnostic NoCases(SourceSpan span) =>
        Error("RB585", span, "there is no case", "write a list of cases, each with a `name` and what it should `expect`");

    public static Diagnostic CaseTwice(SourceSpan span, string name) =>
        Error("RB586", span, $"two cases are called `{name}`", "give each a name of its own");

    public static Diagnostic NotInPlaybook(SourceSpan span, string what, string name, IEnumerable<string> known) =>
        Error("RB587", span, $"the playbook has no {what} `{name}`", Suggestion.Hint(name, [.. known], $"{what}s"));

    public static Diagnostic WrittenCell(SourceSpan span, string column) => Error(
        "RB588", span, $"column `{column}` is no single value", "write it as PostgreSQL does, and its type beside the rows: `types: { tags: \"text[]\" }`");

    public static Diagnostic ResultNotWritten(SourceSpan span, string step, string kind, string example, int times) => Error(
        "RB589",
        span,
        times == 0 ? $"{kind} step `{step}` is reached, and has no result in this case" : $"{kind} step `{step}` is reached more often than it has results ({times})",
        times == 0 ? $"write under `steps`: `{step}: {example}`" : $"add one to the list under `steps`: `- {example}`");

    public static Diagnostic AnswerNotWritten(SourceSpan span, string step, string question) =>
        Error("RB590", span, $"step `{step}` asks, and has no answer in this case: {question}", $"write under `answers`: `{step}: yes`, `no`, what is to be answered, or `nobody`");

    public static Diagnostic MemberNotWritten(SourceSpan span, string target, string member) =>
        Error("RB591", span, $"`targets.{target}.{member}` is asked, and has no value in this case", $"write under `targets`: `{target}: {{ {member}: … }}`");

    public static Diagnostic DecidedBySecret(SourceSpan span, string step, string until) =>
        Error("RB592", span, $"step `{step}` is decided by {until}", "a test knows secrets by their names only: decide by something else");

    public static Diagnostic NotAsExpected(SourceSpan span, string what, string expected, string found) =>
        Error("RB593", span, $"{what} is {found}, and should be {expected}", "mend the playbook, or what the case expects");

    public static Diagnostic NoTestFormat(SourceSpan span, string found) =>
        Error("RB594", span, $"`test: {found}` is no format of tests", "write `test: 1`");

    public static Diagnostic FixtureNotWritten(string path, string why) =>
        Error("RB595", null, $"`{path}` is not written: {why}", "name a file that is not there yet, in a directory that is");

    public static Diagnostic StepNotInRun(string step, string run) =>
        Error("RB583", null, $"run `{run}` has no step `{step}`", "`runbook show` lists its steps");
}
