namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>A diagnostic as a journal keeps it.</summary>
/// <param name="SqlState">Where a server said it.</param>
public sealed record Failure(string Code, string Message, string? SqlState = null, string? Hint = null);
