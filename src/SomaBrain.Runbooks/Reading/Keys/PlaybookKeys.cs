using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys at the top of a playbook, as <see cref="PlaybookReader"/> reads them.</summary>
public static class PlaybookKeys
{
    public static readonly ImmutableArray<Key> All =
    [
        new("runbook", new Shape.Integer(1, 1), "The version of the language.") { Required = true, Example = "1" },
        new("title", new Shape.Text(), "What the playbook does, as one line.") { Required = true, Example = "Archive old audit logs" },
        new("summary", new Shape.Text(), "What it does and why, as a sentence or two."),
        new("owner", new Shape.Text(), "Who is asked about it.") { Example = "dba" },
        new("tags", CommonShapes.Texts, "Words to find it by.") { Example = "[maintenance, audit]" },
        new("effect", new Shape.Words([.. EffectName.All.Keys]), "The highest effect any step may have; a step above it is an error. Without it there is no limit.")
        {
            Example = "write",
        },
        new("references", CommonShapes.Texts, "Documents that say more.") { Example = "[postgres-operations-runbook.md#data-archiving]" },
        new("params", new Shape.Map(new Shape.Parameter(), Identifiers.Pattern), "What it asks for, given with `-p name=value`. A hole speaks of it as `{{ params.name }}`.")
        {
            Example = "{ days: { type: integer, default: 30, min: 1, help: Older rows go. } }",
        },
        new("targets", new Shape.Map(new Shape.Object(TargetKeys.All), Identifiers.Pattern), "The PostgreSQL servers it works on; bound with `--target`. Without it there is one, `db`.")
        {
            Example = "{ db: { role: primary, version: \">=13\" } }",
        },
        new("vars", new Shape.Map(new Shape.Template(), Identifiers.Pattern), "Values computed at first use, once, then fixed.") { Example = "{ half: \"{{ steps.size.value / 2 }}\" }" },
        new("outputs", new Shape.Map(new Shape.Template(), Identifiers.Pattern), "Values that a caller may use, computed when the steps came to their end, and shown below the run.")
        {
            Example = "{ moved: \"{{ steps.batch.affected }}\" }",
        },
        new("defaults", new Shape.Object(DefaultsKeys.All), "What steps have that do not say otherwise.") { Example = "{ timeout: 1m, lock_timeout: 2s }" },
        new("lock", new Shape.Text(Shape.NotBlank, "the name of a lock"), "The name of the lock that keeps two runs apart; without it, that of the playbook's path below its root.") { Example = "nightly-archive" },
        new("after_failure", new Shape.Words(["stop", "undo"]), "What becomes of the changes of a run that failed: they stay, or the `undo` of its steps is run at once, the last first.") { Default = "stop" },
        new("steps", new Shape.Steps(), "What is done, one after the other.") { Required = true },
        new("finally", new Shape.Steps(), "What is done at the end in any case: after success, failure, and Ctrl-C once.") { Example = "[{ note: Ended. }]" },
    ];
}
