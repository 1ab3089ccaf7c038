using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>Values of a metric that can be compared with each other.</summary>
/// <param name="Playbook">Its path relative to its root.</param>
/// <param name="Labels">In any order.</param>
/// <param name="System">System identifier of the server; null when it is not of a server.</param>
public sealed record MetricKey(string Playbook, string Metric, ImmutableArray<Label> Labels, string? System)
{
    internal string FileName => JournalLine.Hash(CanonicalJson.Write(new Json.Array(
    [
        new Json.Text(Playbook),
        new Json.Text(Metric),
        System is null ? Json.Null.Instance : new Json.Text(System),
        .. Labels.OrderBy(l => l.Name, StringComparer.Ordinal).ThenBy(l => l.Value, StringComparer.Ordinal)
            .SelectMany(l => (Json[])[new Json.Text(l.Name), new Json.Text(l.Value)]),
    ])));
}
