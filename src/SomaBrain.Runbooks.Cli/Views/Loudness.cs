namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>How much a run prints of itself.</summary>
public enum Loudness
{
    /// <summary>A line for each step; the turns of a loop are one.</summary>
    Normal,

    /// <summary>Only the end, and what went wrong.</summary>
    Quiet,

    /// <summary>Each turn, what each step sent, with which values, and the beginning of what came back.</summary>
    Verbose,
}
