using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB580–RB599: replays and tests.</content>
public static partial class Problems
{
    public static Diagnostic TargetNotRecorded(string target, string member) => Error(
        "RB580", null, $"the journal does not tell `targets.{target}.{member}`", "it keeps what a server answered when it was connected: standby, version_num, system, timeline, database, user");

    public static Diagnostic RecordedInDoubt(SourceSpan span, string step, string why) =>
        Error("RB581", span, $"step `{step}` was left in doubt: {why}", "`runbook show` tells what is on record");

    public static Diagnostic NothingToReplay(string run, string why) =>
        Error("RB582", null, $"run `{run}` cannot be replayed: {why}", "`runbook verify` says what is wrong with its journal");

    public static Diagnostic StepNotInRun(string step, string run) =>
        Error("RB583", null, $"run `{run}` has no step `{step}`", "`runbook show` lists its steps");
}
