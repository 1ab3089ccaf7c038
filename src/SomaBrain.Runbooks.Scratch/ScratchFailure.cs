namespace SomaBrain.Runbooks.Scratch;

/// <summary>
/// A scratch cluster cannot be had on this machine as it is. The only exception that leaves this project for a reason the
/// operator can mend; the program shows it as a diagnostic.
/// </summary>
/// <param name="message">What is wrong, in lower case; may go on over several lines with the end of the server's log.</param>
/// <param name="hint">What to do about it.</param>
public sealed class ScratchFailure(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;
}
