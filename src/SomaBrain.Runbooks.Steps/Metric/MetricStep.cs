using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>A number with two thresholds.</summary>
/// <param name="Name">As monitoring knows it: `connections_pct`.</param>
/// <param name="Warn">Over `value` and `baseline`.</param>
/// <param name="Baseline">How many earlier values the baseline is the median of; 0 without one.</param>
public sealed record MetricStep(
    StepHeader Header,
    string Name,
    Expression Value,
    string? Unit,
    ImmutableArray<KeyValuePair<string, Template>> Labels,
    Expression? Warn,
    Expression? Fail,
    int Baseline,
    Template? Remedy) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override ImmutableArray<string> ResultsOfFailure => ["value", "level", "baseline"];

    public override bool CanBeSensitive => false;

    public override bool UsesTarget => true;

    public override bool UsesDatabase => false;
}
