using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Metric;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <param name="Target">The name of the server it was measured on, as the playbook calls it.</param>
/// <param name="Step">Where its thresholds stand; null when the playbook is not at hand.</param>
public sealed record Measured(MetricReading Reading, string? Target, MetricStep? Step);
