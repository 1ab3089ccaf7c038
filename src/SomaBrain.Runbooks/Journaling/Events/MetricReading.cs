using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Value">What was measured; null is unknown.</param>
/// <param name="Level">`ok`, `warn`, `fail` or `unknown`.</param>
/// <param name="System">System identifier of the server it was measured on; null when it is not of a server.</param>
public sealed record MetricReading(string Name, Value? Value, string? Unit, string Level, ImmutableArray<Label> Labels, string? System = null)
{
    public bool Equals(MetricReading? other) =>
        other is not null && Name == other.Name && Equals(Value, other.Value) && Unit == other.Unit && Level == other.Level
        && System == other.System && Labels.SequenceEqual(other.Labels);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
