using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Steps.Sql;

internal static class SqlShape
{
    private static readonly Shape Count = new Shape.AnyOf([new Shape.Integer(0), new Shape.Template(@"\s*[0-9]+(\.\.[0-9]*)?\s*", "a number or a range such as `0..100`")]);

    public static readonly KindShape Shape = new(
        "One or more statements. Reads run in a READ ONLY transaction, writes in one transaction; a hole is a parameter, never text.",
        new Shape.Template(Shapes.Shape.NotBlank, "a statement"),
        "SELECT count(*) FROM audit_log WHERE created_at < {{ steps.cutoff.row.at }}",
        [
            new("rows", Count, "How many rows it must give; checked before commit, else it is rolled back.") { Example = "\"1..100\"" },
            new("affected", Count, "How many rows it may change; checked before commit, else it is rolled back.") { Example = "1" },
            new("transaction", new Shape.Boolean(), "`false` for a statement that cannot run in a transaction.") { Default = "true" },
            new("session", CommonShapes.Name, "`new` is a connection of its own, closed afterwards; a name is shared by the steps that give it.") { Example = "new" },
            SaveShape.Of("The file (`.csv .tsv .json .txt`) that the rows go to, however many; it must not be there.", "/var/tmp/old-{{ run.id }}.csv"),
            new("preview", new Shape.Template(), "What a dry run reads, and shows in place of what the step would do.") { Example = "SELECT count(*) AS would_go FROM audit_log WHERE created_at < {{ steps.cutoff.row.at }}", Against = [.. StepKeys.OnlyReads, "sensitive: true"] },
            new("statement_timeout", new Shape.Duration(IsLimit: true), "For each statement, by the server.") { Example = "30s" },
            new("allow_raw", new Shape.Text(), "Why `{{ … | raw }}` may put text into the statement as it is; shown in red in the plan.") { Example = "the WHERE clause of a colleague, reviewed" },
            new("lock_timeout", new Shape.Duration(IsLimit: true), "How long a statement waits for a lock.") { Default = "5s" },
            new("search_path", CommonShapes.SearchPath, "The schemas in which a name without one is looked for; the server's own list unless set.") { Example = "pg_catalog, audit" },
        ])
    {
        Language = "sql",
        CanUndo = true,
    };
}
