namespace SomaBrain.Runbooks.Cli.State;

public enum SiteKind
{
    Opened,
    Paused,
    Resumed,
    Closed,
}
