using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB700–RB729: drills.</content>
public static partial class Problems
{
    public static Diagnostic DrillNotFound(string path) =>
        Error("RB700", null, $"there is no drill `{path}`", "name a file `x.drill.yaml`, a playbook `x.yaml` that has drills beside it, or a folder");

    public static Diagnostic NotADrill(SourceSpan? span) =>
        Error("RB701", span, "this is no drill", "a drill begins with `drill: 1`");

    public static Diagnostic WrongDrillVersion(SourceSpan? span, string found) =>
        Error("RB702", span, $"this program does not know the drill format `{found}`", "write `drill: 1`");

    public static Diagnostic DrillNameTaken(SourceSpan? span, string name) =>
        Error("RB703", span, $"there is a target `{name}` already", "choose another name for the server");

    public static Diagnostic DrillExit(SourceSpan? span, int found, string expected, string tail) =>
        Error("RB704", span, $"the program ended with exit code {found}, expected {expected}{(tail.Length == 0 ? "" : $"\n{tail}")}", "look at what it printed; `--keep` keeps its journal and the servers' logs");

    public static Diagnostic DrillSaid(SourceSpan? span, string text, bool said, string tail) =>
        Error("RB705", span, said ? $"the program printed `{text}`, which it must not" : $"the program did not print `{text}`{(tail.Length == 0 ? "" : $"\n{tail}")}", "mend the playbook, or what the drill expects");

    public static Diagnostic DrillProgram(SourceSpan? span, string why) =>
        Error("RB706", span, $"the program cannot be started: {why}", "run it by hand as the servers' OS user");

    public static Diagnostic DrillBackground(SourceSpan? span, string name, string why) =>
        Error("RB707", span, $"the work in the background `{name}` does not start: {why}", "try its statement with psql");

    public static Diagnostic DrillNoBackground(SourceSpan? span, string name) =>
        Error("RB708", span, $"there is no work in the background `{name}`", "name the `id` of a `background` step before");

    public static Diagnostic DrillSystem(string what, string? hint) =>
        Error("RB709", null, $"the system cannot be built: {what}", hint ?? "look at the server's log");

    public static Diagnostic DrillJournal(string run, string verdict) =>
        Error("RB710", null, $"the journal of `{run}` does not verify: {verdict}", "this is a defect of the program: report it with the journal");

    public static Diagnostic DrillCannotFail(string playbook, string without) =>
        Error("RB711", null, $"the drill passes although `{playbook}` runs without {without}", "check what that step is for; a step whose absence nobody notices is not drilled");

    public static Diagnostic DrillVariantWrong(string playbook, string without, string why) =>
        Error("RB715", null, $"`{playbook}` without {without} is no playbook, so nothing is proven: {why}", "this is a defect of the program: report it with the playbook");

    public static Diagnostic DrillRecordUnreadable(string path, string why) =>
        Error("RB713", null, $"`{path}` is no record of drills: {why}", "remove it; `runbook drill --record` writes it anew");

    public static Diagnostic StepNotDrilled(SourceSpan? span, string step) =>
        Warning("RB714", span, $"no drill comes to step `{step}`, which may change something", "drill the case in which it has something to do");

    public static Diagnostic NeverDrilled(SourceSpan? span) =>
        Warning("RB341", span, "this playbook is for an emergency, and was never drilled", "write a drill beside it, and run `runbook drill`");

    public static Diagnostic ChangedSinceDrill(SourceSpan? span, string day) =>
        Warning("RB342", span, $"this playbook is for an emergency, and was changed since its last drill of {day}", "drill it again: `runbook drill`");

    public static Diagnostic DrillTime(SourceSpan? span, TimeSpan limit) =>
        Error("RB712", span, $"the program did not end within {(long)limit.TotalSeconds} s, and was killed", "raise `timeout`, or answer its questions under `answers`");
}
