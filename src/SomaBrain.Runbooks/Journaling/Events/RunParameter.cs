using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Source">Of a secret: where it came from (`env:NAME`, `file:PATH`, `prompt`); else null.</param>
public sealed record RunParameter(string Name, Value Value, string? Source = null);
