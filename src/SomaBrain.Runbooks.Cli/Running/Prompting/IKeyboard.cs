namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>Where keys come from.</summary>
public interface IKeyboard
{
    /// <summary>The next key; null when the terminal is gone or the wait was stopped.</summary>
    ConsoleKeyInfo? Next(CancellationToken stop);
}
