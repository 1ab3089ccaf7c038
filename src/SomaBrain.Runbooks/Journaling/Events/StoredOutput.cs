namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>Something too large for a line, kept by its hash.</summary>
/// <param name="File">Relative to the run's directory: `outputs/…`.</param>
public sealed record StoredOutput(string Sha256, long Bytes, string File);
