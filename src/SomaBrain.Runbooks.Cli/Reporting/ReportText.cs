using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>The statement, argv or script that was sent, its holes as `$n`.</summary>
/// <param name="Text">Null when it is not in the journal.</param>
/// <param name="File">Where a large one is, relative to the run's directory.</param>
/// <param name="Values">The bound values; a secret as its name.</param>
public sealed record ReportText(string Sha256, string? Text, string? File, ImmutableArray<Value> Values)
{
    /// <summary>Null of a step that sends nothing.</summary>
    public static ReportText? Of(Rendered? rendered) => rendered is null ? null : new(rendered.Sha256, rendered.Text, rendered.File, rendered.Values);

    public bool Equals(ReportText? other) => other is not null && Sha256 == other.Sha256 && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);
}
