using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of `retry`, as <see cref="RetryReader"/> reads them.</summary>
public static class RetryKeys
{
    private static readonly Shape State = new Shape.Text("[0-9A-Z]{2}|[0-9A-Z]{5}", "a SQLSTATE of five digits and capital letters, or its class of two") { Greatest = 99999 };

    public static readonly ImmutableArray<Key> All =
    [
        new("times", new Shape.Integer(1, 100), "Further attempts after the first.") { Required = true, Example = "3" },
        new("delay", new Shape.Duration(), "Before the first further attempt.") { Default = "1s" },
        new("backoff", new Shape.Number(1, 100), "Each further delay is this many times the one before.") { Default = "1" },
        new("on", new Shape.AnyOf([new Shape.List(State, Least: 1), State]), "SQLSTATEs or their classes; without it, every failure that left nothing in doubt.")
        {
            Example = "[\"40001\", \"40P01\", \"08\"]",
        },
    ];
}
