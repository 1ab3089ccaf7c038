using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Ask;

internal static class AskShape
{
    public static readonly KindShape Shape = new(
        "A question whose answer is a value: one of `choices`, or a value of a `type`. Without a terminal the run pauses, and `runbook resume --answer ID=VALUE` goes on.",
        new Shape.Template(),
        "Which standby shall take over?",
        [
            new("choices", new Shape.AnyOf([new Shape.Expression(), new Shape.List(new Shape.Template(), Least: 1)]), "The list to choose from.") { Example = "steps.standbys.rows" },
            new("label", new Shape.Template(), "How a choice is shown; `item` is the choice.") { Example = "\"{{ item.name }}, {{ item.lag }} behind\"", With = "choices" },
            new("type", new Shape.Words([.. ParameterTypes.All.Keys.Where(type => type != "secret")]), "The type of the answer, with the rules of a parameter.") { Example = "integer", Against = ["choices"] },
            .. ParameterKeys.Rules.Select(rule => rule with { With = "type" }),
        ])
    {
        Language = "text",
        Without = ["on", "database", "timeout", "retry", "done_when", "undo", "sensitive"],
        Effects = ["read"],
        OneOf = [["choices"], ["type"]],
        HasRules = true,
    };
}
