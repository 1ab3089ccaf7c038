namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>What came of a question at the terminal.</summary>
/// <param name="Text">The answer, which was judged to be one; null: none was given.</param>
/// <param name="Choice">Which of the choices it is, from 0; null where there are none.</param>
/// <param name="Interrupted">Of no answer: Ctrl-C; else the terminal was closed.</param>
public sealed record Reply(string? Text, int? Choice = null, bool Interrupted = false);
