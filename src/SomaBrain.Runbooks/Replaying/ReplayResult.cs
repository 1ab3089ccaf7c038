using System.Collections.Immutable;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>What came of a replay.</summary>
/// <param name="Divergence">The first thing that goes another way; null: all is the same.</param>
/// <param name="Compared">How many recorded steps and turns were come by.</param>
/// <param name="New">Keys of steps that the record does not have, that only compute, and that went well.</param>
/// <param name="EndsEarly">The record does not reach the end of the playbook: it waits, was stopped, or ended with its process.</param>
/// <param name="End">How the replay ended; null when it did not begin.</param>
public sealed record ReplayResult(Divergence? Divergence, int Compared, ImmutableArray<string> New, bool EndsEarly, RunEnd? End);
