using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>A playbook that is called.</summary>
/// <param name="Given">The values of its parameters, in the order in which they are described.</param>
/// <param name="Others">Those that were not given.</param>
public sealed record Entered(
    Playbook Callee, ImmutableArray<KeyValuePair<string, Value>> Given, ImmutableArray<KeyValuePair<string, Value>> Others)
{
    public IReadOnlyDictionary<string, Value> Parameters => Given.Concat(Others).ToDictionary(StringComparer.Ordinal);
}
