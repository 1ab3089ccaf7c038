namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>When the program gets a signal.</summary>
/// <param name="Step">Id or path of the step that begins.</param>
/// <param name="Turn">The how-manyeth time, from 1.</param>
/// <param name="Signal">Its number.</param>
/// <param name="After">How long after the step began.</param>
internal sealed record StopAt(string Step, int Turn, int Signal, TimeSpan After);
