using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Block;

internal static class BlockShape
{
    public static readonly KindShape Shape = new(
        "Steps that are tried together. When one of them fails, `rescue` runs; if that ends well, the block is done and the run goes on. "
        + "What changed stays changed. A step in doubt, a no of the operator and a pause are no failures.",
        new Shape.Steps(),
        "[{ sql: SELECT 1 }]",
        [
            new("rescue", new Shape.Steps(), "The steps that run when one of the block failed. They can speak of `error.code`, `error.message`, `error.sqlstate` and `error.step`.") { Example = "[{ note: \"{{ error.message }}\" }]" },
            new("always", new Shape.Steps(), "The steps that run in any case: after success, failure, rescue, a no of the operator, and Ctrl-C once. Not at a pause: the run goes on later.") { Example = "[{ note: Ended. }]" },
        ])
    {
        Without = ["on", "database", "effect", "timeout", "retry", "undo", "sensitive"],
    };
}
