using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys that every step may have, as <see cref="HeaderReader"/> and <see cref="LoopReader"/> read them.</summary>
public static class StepKeys
{
    public static readonly Shape Failures = new Shape.Words([.. HeaderReader.Failures.Keys]);

    /// <summary>Of a key that has a meaning around an effect.</summary>
    public static readonly ImmutableArray<string> OnlyReads = ["effect: read"];

    private static readonly Shape Changes = new Shape.Words([.. HeaderReader.ServerChanges.Keys]);

    public static readonly ImmutableArray<Key> All =
    [
        new("id", CommonShapes.Name, "The name other steps use: `steps.<id>`.") { Example = "old_rows" },
        new("title", new Shape.Template(), "What the operator reads.") { Example = "Move one batch" },
        new("help", new Shape.Text(), "Why it is done, as Markdown."),
        new("on", CommonShapes.Name, "The target it works on; the first one unless set.") { Example = "replica" },
        new("database", new Shape.Template(Shape.NotBlank, "the name of a database"), "Another database of the same server.") { Example = "postgres" },
        new("when", new Shape.Expression(IsCondition: true), "False: the step is skipped.") { Example = "steps.old.value > 0" },
        new("effect", new Shape.Words([.. EffectName.All.Keys]), "What it may do. Of `sql` it is inferred and can be raised.") { Example = "write" },
        new("timeout", new Shape.Duration(IsLimit: true), "For one attempt.") { Example = "1m" },
        new("retry", new Shape.Object(RetryKeys.All), "How often a failed attempt is made again.") { Example = "{ times: 3, delay: 1s, backoff: 2, on: [\"40001\"] }" },
        new("repeat", RepeatKeys.Shape, "Turn after turn, until something is true or so many times; needs an `id`.")
        {
            Example = "{ until: steps.batch.affected == 0, max: 1000 }",
            With = "id",
            Against = ["for_each"],
        },
        new("for_each", Shape.ListOfValues, "Once for each element of a list: `item` and `index`. All results are in `steps.<id>.each`.") { Example = "steps.tables.rows" },
        new("as", CommonShapes.Element, "The name of the element instead of `item`.") { Example = "table", With = "for_each" },
        new("done_when", new Shape.Probe(), "A question (`sql` with one boolean, `shell` with exit code 0 or 1, `assert`) whether the effect is there already. Then the step is skipped; afterwards it is asked again.")
        {
            Example = "{ sql: SELECT to_regclass('audit_log_archive') IS NOT NULL }",
            Against = OnlyReads,
        },
        new("undo", new Shape.Steps(IsUndo: true), "Steps that revert this one. Their holes are fixed, and kept, when it succeeds.") { Example = "[{ sql: DROP TABLE audit_log_archive }]", Against = OnlyReads },
        new("sensitive", new Shape.Boolean(), "The results are never shown nor kept; later steps compute with them as with secrets. `false`: what an `sql` step returns is no secret, although one is bound in it.") { Default = "false", Example = "true" },
        new("changes", new Shape.AnyOf([Changes, new Shape.List(Changes, Least: 1)]), "What the guard must expect: `recovery`, a server that takes another role; `session`, connections that end.") { Example = "[recovery]" },
        new("on_failure", Failures, "`stop` ends the run, `warn` goes on and stays ok, `continue` goes on and ends not ok.") { Default = "stop" },
    ];

    /// <summary>Those that `done_when` may have.</summary>
    public static readonly ImmutableArray<string> OfProbes = ["on", "database", "timeout"];

    /// <summary>Whether an option of a kind may stand within `done_when`, which only reads and says so nowhere.</summary>
    public static bool MayAsk(Key option) => option.WithinDoneWhen is null && !option.Against.Intersect(OnlyReads).Any();

    /// <summary>Those that a step under `undo` has not, as it is kept as one rendered text.</summary>
    public static readonly ImmutableArray<string> NotOfUndo = ["id", "repeat", "for_each", "as", "done_when", "undo", "save", "preview"];

    public static readonly ImmutableArray<string> Names = [.. All.Select(key => key.Name)];
}
