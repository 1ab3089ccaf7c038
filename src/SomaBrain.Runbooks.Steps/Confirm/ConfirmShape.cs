using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Confirm;

internal static class ConfirmShape
{
    public static readonly KindShape Shape = new(
        "A question to the operator. No ends the run; without a terminal the run pauses.",
        new Shape.Template(),
        "Delete {{ steps.old.value }} rows?",
        [new("phrase", new Shape.Template(), "Must be typed as it is; `--yes` does not answer it.") { Example = "\"{{ targets.db.database }}\"" }])
    {
        Without = ["on", "database", "done_when", "undo", "sensitive"],
        Effects = ["read"],
    };
}
