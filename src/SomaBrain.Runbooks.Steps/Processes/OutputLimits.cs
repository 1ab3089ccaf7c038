namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>How much of one stream of a child is kept, in bytes after masking (`execution.md` §3).</summary>
/// <param name="InMemory">The beginning of the output, as a result of the step.</param>
/// <param name="OnDisk">The whole output, from its first byte, in a side file that is only opened when
/// <paramref name="InMemory"/> does not suffice. What comes after is read and dropped.</param>
public sealed record OutputLimits(int InMemory = 1 << 20, long OnDisk = 64L << 20);
