namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>What a key did to a text that is being typed.</summary>
public enum KeyEffect
{
    None,
    Changed,
    Entered,

    /// <summary>Ctrl-C.</summary>
    Interrupted,

    /// <summary>Ctrl-D, or a terminal that is gone.</summary>
    Closed,
}
