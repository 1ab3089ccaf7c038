namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>`--format` of a run.</summary>
public enum RunFormat
{
    /// <summary>A tree on a terminal, else plain lines.</summary>
    Text,
    Json,
    Nagios,
    Prometheus,
}
