using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB1xx: the structure of a playbook.</content>
public static partial class Problems
{
    /// <param name="span">Its first line.</param>
    /// <param name="found">What it is.</param>
    /// <param name="reader">The command that reads such a file; null: none does.</param>
    public static Diagnostic NotAPlaybook(SourceSpan span, string found, string? reader = null) =>
        Error("RB101", span, $"this is {found}, not a playbook", reader is null ? "a playbook is a mapping that begins with `runbook: 1`" : $"`{reader}` reads it");

    public static Diagnostic WrongVersion(SourceSpan span, string found) =>
        Error("RB102", span, $"`{found}` is no version of the playbook language that this program knows", "write `runbook: 1`");

    public static Diagnostic NoStepKind(SourceSpan span, IEnumerable<string> kinds, string? unknown, string? meant) => Error(
        "RB103",
        span,
        unknown is null ? "this step does nothing: it has no kind" : $"unknown step kind `{unknown}`",
        meant is null ? $"a step has exactly one of {Words(kinds)}" : $"did you mean `{meant}`?");

    public static Diagnostic SeveralStepKinds(SourceSpan span, IEnumerable<string> found) =>
        Error("RB104", span, $"this step has several kinds: {Words(found)}", "make a step of each");

    public static Diagnostic BadId(SourceSpan span, string found, string why) =>
        Error("RB105", span, $"`{found}` cannot be a name: {why}", Fixed(found, "use lower-case letters, digits and `_`, a letter first, and no word of the expression language"));

    public static Diagnostic DuplicateId(SourceSpan span, string id, SourceSpan first) =>
        Error("RB106", span, $"a second step with the id `{id}`", $"the first stands at line {first.Start.Line}; give one of them another id");

    public static Diagnostic UnknownTarget(SourceSpan? span, string found, IReadOnlyCollection<string> known) =>
        Error("RB107", span, $"unknown target `{found}`", Fixed(found, Suggestion.Hint(found, known, "targets")));

    /// <param name="why">What makes it so; null where the step says it itself.</param>
    /// <param name="hint">What to do where nobody can tell.</param>
    public static Diagnostic AboveCap(SourceSpan span, string effect, string cap, bool isUndo, string? why = null, string? hint = null) => Error(
        "RB108",
        span,
        $"the effect of this {(isUndo ? "`undo`" : "step")} is `{effect}`, above the playbook's `effect: {cap}`{(why is null ? "" : $": {why}")}",
        hint ?? (isUndo ? "an undo is run too, by `after_failure` and `runbook undo`: raise the playbook's `effect`, or let it take less away" : "raise the playbook's `effect`, or take the step out"));

    /// <param name="key">What only reads without saying so: `preview`, `done_when`.</param>
    public static Diagnostic EffectLowered(SourceSpan span, string declared, string inferred, string why, string? key = null) => Error(
        "RB109",
        span,
        $"{(key is null ? $"the step says `{declared}`, but it" : $"`{key}` only reads, but this")} is `{inferred}`: {why}",
        key is null ? "an effect can be raised, never lowered; leave `effect` out or raise it" : "write a statement that only reads");

    public static Diagnostic EffectMissing(SourceSpan span, string kind) =>
        Error("RB110", span, $"{Article(kind)} step must say its `effect`", "nobody can infer what a command does: write `effect: read`, `write` or `destroy`");

    public static Diagnostic BranchNeedsArms(SourceSpan span, string found) =>
        Error("RB111", span, $"`branch` is {found}, expected a list of arms", "write `- when: …` and `steps:` for each arm; `else:` stands beside `branch`");

    public static Diagnostic NoSteps(SourceSpan span, string found) =>
        Error("RB112", span, $"expected a list of steps, found {found}", "write at least one step: `- sql: SELECT 1`");

    public static Diagnostic RepeatNeedsId(SourceSpan span) =>
        Error("RB113", span, "a step that is repeated needs an `id`", "add one, such as `id: again`: `until` and later steps speak of the turns by it");

    public static Diagnostic RepeatNeedsEnd(SourceSpan span, bool hasMax) =>
        Error("RB114", span, "this `repeat` has no end", hasMax ? "write `times` for so many turns, or add the `until` that `max` limits" : "give `until` with `max`, or `times`");

    public static Diagnostic TwoLoops(SourceSpan span) =>
        Error("RB115", span, "a step has both `repeat` and `for_each`", "put one of them around a branch that holds the other");

    public static Diagnostic BadParameter(SourceSpan span, string name, string why, string hint) =>
        Error("RB117", span, $"parameter `{name}`: {why}", hint);

    public static Diagnostic BadMetricName(SourceSpan span, string found) =>
        Error("RB118", span, $"`{found}` cannot be a metric's name", "use lower-case letters, digits and `_`: `connections_pct`");

    public static Diagnostic BadLabelName(SourceSpan span, string found) =>
        Error("RB129", span, $"`{found}` cannot be a label's name", "use lower-case letters, digits and `_`: `database`");

    public static Diagnostic NotThereYet(SourceSpan span, string path, string why) =>
        Error("RB119", span, $"`{path}` is not there yet: {why}", "move the step, or speak of an earlier one");

    public static Diagnostic VarCycle(SourceSpan span, IEnumerable<string> cycle) =>
        Error("RB120", span, $"a var is computed from itself: `{string.Join(" → ", cycle)}`", "let one of them not speak of the others");

    public static Diagnostic VarsTooDeep(SourceSpan span, string name, int limit) =>
        Error("RB121", span, $"the var `{name}` stands on more than {limit} others, one on top of the other", "compute it in fewer steps");

    public static Diagnostic MisplacedKey(SourceSpan span, string key, string why, string hint) =>
        Error("RB122", span, $"`{key}` has no effect here: {why}", hint);

    public static Diagnostic NothingToDo(SourceSpan span, string kind, string expected) =>
        Error("RB123", span, $"this `{kind}` is empty", $"write {expected}, or take the step out");

    /// <summary>`an ask`, `a sql`.</summary>
    public static string Article(string kind) => kind[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? $"an `{kind}`" : $"a `{kind}`";

    private static string Words(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));
}
