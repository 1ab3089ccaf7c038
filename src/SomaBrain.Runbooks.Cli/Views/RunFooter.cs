using SomaBrain.Runbooks.Cli.Errors;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>What is known when a run is over.</summary>
/// <param name="Head">Hash of the journal's last line; null where nothing was kept (a dry run).</param>
/// <param name="Journal">Path of the journal; null where nothing was kept.</param>
/// <param name="Resume">The command that continues a paused run.</param>
public sealed record RunFooter(string RunId, TimeSpan Took, string? Head, string? Journal, string? Resume)
{
    /// <summary>Whether a password came with `--target`: whoever resumes the run has to give it otherwise, as no record keeps it.</summary>
    public bool ForgetsPassword { get; init; }

    /// <summary>What is known of the error that it ended with.</summary>
    public ErrorEntry? Known { get; init; }
}
