using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>A playbook that the run to be undone had called, with the parameters that it was given.</summary>
/// <param name="Call">The key of the call.</param>
public sealed record EnteredCall(Playbook Callee, IReadOnlyDictionary<string, Value> Parameters, string Call);
