using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Assert;

internal static class AssertShape
{
    public static readonly KindShape Shape = new(
        "Stops the run (or warns) unless every condition is true.",
        new Shape.AnyOf([new Shape.Expression(IsCondition: true), new Shape.List(new Shape.Expression(IsCondition: true), Least: 1)]),
        "steps.left.value == 0",
        [
            new("message", new Shape.Template(), "What the operator reads when it is not true.") { Example = "\"{{ steps.left.value }} rows are left\"" },
            new("severity", new Shape.Words(["fail", "warn"]), "`fail` ends the run, `warn` only says so.") { Default = "fail" },
            new("remedy", new Shape.Template(), "What to do about it.") { Example = "run it again" },
        ])
    {
        Language = "text",
        Without = ["on", "database", "done_when", "undo", "sensitive"],
        Effects = ["read"],
    };
}
