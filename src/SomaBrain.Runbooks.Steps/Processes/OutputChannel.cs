namespace SomaBrain.Runbooks.Steps.Processes;

public enum OutputChannel
{
    Stdout,
    Stderr,
}
