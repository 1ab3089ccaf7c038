using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>One step of an `undo` as it was rendered when the step it reverts had succeeded.</summary>
/// <param name="Path">`4[2].undo.1`; the step itself stands in the playbook's copy under the same path without turns.</param>
/// <param name="Rendered">What it would send, with the values of its holes in order; a secret as its name.</param>
/// <param name="Filled">Its other texts with holes (`database`, `cwd`, `affected`) and what they came to.</param>
public sealed record KeptStep(string Path, string StepKind, string Effect, string? Target, Rendered? Rendered, ImmutableArray<FilledText> Filled)
{
    /// <summary>In which playbook of the run it stands: 0 is the one it began with, then each that was accepted. Not written: the
    /// order of the journal tells it.</summary>
    public int Playbook { get; init; }

    public bool Equals(KeptStep? other) =>
        other is not null && (Path, StepKind, Effect, Target) == (other.Path, other.StepKind, other.Effect, other.Target)
        && Equals(Rendered, other.Rendered) && Filled.AsSpan().SequenceEqual(other.Filled.AsSpan());

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}
