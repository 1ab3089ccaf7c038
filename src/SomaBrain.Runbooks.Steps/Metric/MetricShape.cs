using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Metric;

internal static class MetricShape
{
    public static readonly KindShape Shape = new(
        "A number with thresholds, for people and for monitoring. Null is `unknown`, never `ok`.",
        new Shape.Text(MetricName.Pattern, MetricName.Expected),
        "connections",
        [
            new("value", new Shape.Expression(), "The number.") { Required = true, Example = "steps.activity.row.connections" },
            new("unit", new Shape.Text(), "What it counts: `ms`, `B`, `%`.") { Example = "ms" },
            new("labels", new Shape.Map(new Shape.Template(), MetricName.Pattern), "Further dimensions, as in Prometheus.") { Example = "{ database: \"{{ item.name }}\" }" },
            new("warn", new Shape.Expression(IsCondition: true), "Warns when true; speaks of `value` and `baseline`.") { Example = "value > 80" },
            new("fail", new Shape.Expression(IsCondition: true), "Fails when true; speaks of `value` and `baseline`.") { Example = "value > 95" },
            new("baseline", new Shape.Integer(1, 1000), "`baseline` is the median of so many values of earlier runs.") { Example = "20" },
            new("remedy", new Shape.Template(), "What to do about it.") { Example = "look who holds them" },
        ])
    {
        Without = ["database", "done_when", "undo", "sensitive"],
        Effects = ["read"],
    };
}
