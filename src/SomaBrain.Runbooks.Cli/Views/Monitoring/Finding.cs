namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Finding(MonitoringState State, string Text, string? Remedy);
