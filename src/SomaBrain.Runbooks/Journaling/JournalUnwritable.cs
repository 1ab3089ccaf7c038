namespace SomaBrain.Runbooks.Journaling;

/// <summary>
/// The journal could not be written, so nothing may take effect any more. Never retried: after a failed flush nobody knows
/// what is on disk.
/// </summary>
public sealed class JournalUnwritable(string message, Exception? cause) : Exception(message, cause);
