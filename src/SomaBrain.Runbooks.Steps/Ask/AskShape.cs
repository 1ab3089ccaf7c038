using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Ask;

internal static class AskShape
{
    private static readonly Shape Scalar = new Shape.Text();

    public static readonly KindShape Shape = new(
        "A question whose answer is a value: one of `choices`, or a value of a `type`. Without a terminal the run pauses, and `runbook resume --answer ID=VALUE` goes on.",
        new Shape.Template(),
        "Which standby shall take over?",
        [
            new("choices", new Shape.Expression(), "The list to choose from.") { Example = "steps.standbys.rows" },
            new("label", new Shape.Template(), "How a choice is shown; `item` is the choice.") { Example = "\"{{ item.name }}, {{ item.lag }} behind\"" },
            new("type", new Shape.Words([.. ParameterTypes.All.Keys.Where(type => type != "secret")]), "The type of the answer, with the rules of a parameter."),
            new("default", new Shape.AnyOf([Scalar, new Shape.List(Scalar)]), "What an empty answer means."),
            new("optional", new Shape.Boolean(), "An empty answer is null.") { Default = "false" },
            new("min", Scalar, "The least value; of text the least length."),
            new("max", Scalar, "The greatest value; of text the greatest length."),
            new("pattern", Scalar, "A regular expression for the whole text."),
            new("values", new Shape.List(Scalar, Least: 1), "The values of an `enum`."),
            new("of", new Shape.Words([.. ParameterTypes.All.Keys.Where(type => type is not ("secret" or "list"))]), "The type of the items of a `list`."),
        ]);
}
