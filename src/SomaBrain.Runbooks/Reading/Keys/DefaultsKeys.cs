using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of `defaults`, as <see cref="DefaultsReader"/> reads them.</summary>
public static class DefaultsKeys
{
    public static readonly ImmutableArray<Key> All =
    [
        new("timeout", new Shape.Duration(IsLimit: true), "For each attempt of a step.") { Example = "1m" },
        new("statement_timeout", new Shape.Duration(IsLimit: true), "For each statement, by the server.") { Example = "30s" },
        new("lock_timeout", new Shape.Duration(IsLimit: true), "How long a statement waits for a lock.") { Default = "5s" },
        new("search_path", CommonShapes.SearchPath, "The schemas in which a name without one is looked for; the server's own list unless set.") { Example = "pg_catalog" },
        new("retry", new Shape.Object(RetryKeys.All), "How often a failed attempt is made again.") { Example = "{ times: 2, on: [\"40001\"] }" },
        new("on", CommonShapes.Name, "The target; the first one unless set.") { Example = "db" },
        new("on_failure", StepKeys.Failures, "What a failed step means for the run.") { Default = "stop" },
    ];
}
