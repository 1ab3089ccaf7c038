using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Testing;

/// <summary>What a step comes to in a test.</summary>
/// <param name="InOrder">One for each time it is carried out.</param>
/// <param name="IsEachTime">The only one stands for all times.</param>
/// <param name="IsDone">What `done_when` answers before it.</param>
public sealed record WrittenResults(ImmutableArray<Outcome> InOrder, bool IsEachTime, bool IsDone);
