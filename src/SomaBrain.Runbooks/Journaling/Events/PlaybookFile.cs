namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Path">As the operator named it.</param>
/// <param name="Sha256">Of the file's bytes, in hex.</param>
public sealed record PlaybookFile(string Path, string Sha256, string Title);
