using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Call;

internal static class CallShape
{
    public static readonly KindShape Shape = new(
        "Another playbook, run as a part of this one. It sees its own parameters, vars, steps and targets, and nothing else; its `outputs` are the results of the step.",
        new Shape.Text(Shapes.Shape.NotBlank, "the path of a playbook"),
        "lib/vacuum.yaml",
        [
            new("with", new Shape.Map(new Shape.AnyOf([new Shape.Template(), new Shape.List(new Shape.Template())]), Identifiers.Pattern), "Values of its parameters. A secret one must be given too.") { Example = "{ table: audit_log }" },
            new("targets", new Shape.Map(new Shape.Text(), Identifiers.Pattern), "Which target of this playbook each of its targets is. The one of the same name, if it is not said.") { Example = "{ db: primary }" },
        ])
    {
        Without = ["on", "database", "effect", "timeout", "retry", "undo", "sensitive"],
    };
}
