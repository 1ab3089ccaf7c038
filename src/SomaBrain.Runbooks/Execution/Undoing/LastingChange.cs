using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>What a step changed, or may have changed, and nothing is remembered to revert it.</summary>
/// <param name="Key">The step with its turns: `4[2]`.</param>
/// <param name="Name">As people call it, with what it does.</param>
public sealed record LastingChange(string Key, string Name, Changed Changed);
