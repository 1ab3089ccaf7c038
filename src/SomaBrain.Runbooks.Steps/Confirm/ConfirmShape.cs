using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Confirm;

internal static class ConfirmShape
{
    public static readonly KindShape Shape = new(
        "A question to the operator. No ends the run; without a terminal the run pauses.",
        new Shape.Template(),
        "Delete {{ steps.old.value }} rows?",
        [
            new("phrase", new Shape.Template(Shapes.Shape.NotBlank, "what has to be typed"), "Must be typed as it is; `--yes` does not answer it.") { Example = "\"{{ targets.db.database }}\"" },
            new("show", new Shape.AnyOf([new Shape.Expression(), new Shape.List(new Shape.Expression(), Least: 1)]), "Values shown before the question, as tables.") { Example = "steps.old.rows" },
            new("approvals", new Shape.Integer(1, 20), "How many people besides the operator have to sign; `--yes` does not answer it.") { Example = "2" },
            new("approvers", new Shape.AnyOf([new Shape.Text(), new Shape.List(new Shape.Text(), Least: 1)]), "Who may sign: names or groups of the policy.") { Example = "[dba]", With = "approvals" },
            new("expires", new Shape.Duration(IsLimit: true), "How long an approval is good, at most 24h.") { Default = "60m", With = "approvals" },
        ])
    {
        Without = ["on", "database", "timeout", "retry", "done_when", "undo", "sensitive"],
        Effects = ["read"],
        CanUndo = true,
        NotOfUndo = ["show", "approvals", "approvers", "expires"],
    };
}
