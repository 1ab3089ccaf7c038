using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>A text of the playbook with its holes, and the value that it came to.</summary>
public sealed record FilledText(string Text, Value Value);
