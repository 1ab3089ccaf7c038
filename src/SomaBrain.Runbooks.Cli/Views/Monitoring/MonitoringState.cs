namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>The states of the monitoring plugins guidelines, with their exit codes.</summary>
public enum MonitoringState
{
    Ok = 0,
    Warning = 1,
    Critical = 2,
    Unknown = 3,
}
