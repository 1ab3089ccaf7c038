using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>A playbook that the run to be undone had called, with the parameters that it was given.</summary>
/// <param name="call">The key of the call.</param>
public sealed class EnteredCall(Playbook callee, IReadOnlyDictionary<string, Value> parameters, string call)
{
    public Playbook Callee => callee;

    public IReadOnlyDictionary<string, Value> Parameters => parameters;

    public string Call => call;
}
