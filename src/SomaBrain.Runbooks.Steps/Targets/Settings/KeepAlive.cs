namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>TCP keep-alive; times in seconds, null leaves the operating system's.</summary>
public sealed record KeepAlive(bool On, int? Idle, int? Interval);
