using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Branch;

internal static class BranchShape
{
    public static readonly KindShape Shape = new(
        "The steps of the first arm whose condition is true, else those of `else`. A dry run that cannot know shows all arms that are possible.",
        new Shape.List(
            new Shape.Object(
            [
                new("when", new Shape.Expression(IsCondition: true), "The arm is taken when this is true and no arm before it was.") { Required = true, Example = "steps.old.count == 0" },
                new("steps", new Shape.Steps(), "The steps of the arm.") { Required = true, Example = "[{ note: Nothing to do. }]" },
            ]),
            Least: 1),
        "[{ when: steps.old.count == 0, steps: [{ note: Nothing to do. }] }]",
        [new("else", new Shape.Steps(), "The steps that run when no arm was taken.") { Example = "[{ note: Nothing to do. }]" }])
    {
        Without = ["on", "database", "effect", "timeout", "retry", "on_failure", "undo", "sensitive"],
    };
}
