using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>The statement, argv or script of a step as it is sent, its holes as `$n`.</summary>
/// <param name="Sha256">Over the text in UTF-8, in hex.</param>
/// <param name="Text">The text, where it appears for the first time and is not large.</param>
/// <param name="File">Where a large one is: `outputs/…`. Without text and file it stands earlier in this journal.</param>
/// <param name="Values">The bound values, of this attempt; a secret as its name.</param>
public sealed record Rendered(string Sha256, string? Text, string? File, ImmutableArray<Value> Values)
{
    public bool Equals(Rendered? other) =>
        other is not null && Sha256 == other.Sha256 && Text == other.Text && File == other.File && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);
}
