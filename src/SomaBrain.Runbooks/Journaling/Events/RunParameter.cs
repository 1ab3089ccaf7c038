using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Source">Of a secret: where it came from (`env:NAME`, `file:PATH`, `prompt`); else null.</param>
public sealed record RunParameter(string Name, Value Value, string? Source = null)
{
    /// <summary>Of a secret: a fingerprint of it.</summary>
    public string? Mark { get; init; }
}
