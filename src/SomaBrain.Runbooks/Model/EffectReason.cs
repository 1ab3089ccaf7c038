using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Model;

/// <summary>Why a step has the effect that it has.</summary>
/// <param name="Text">Of the step: `it takes something away that is not brought back`.</param>
/// <param name="Hint">What to do where nobody can tell; null: what it does is plain.</param>
/// <param name="Span">The place in a long text that makes it so; null: it is all one.</param>
public sealed record EffectReason(string Text, string? Hint = null, SourceSpan? Span = null)
{
    /// <summary>Where a problem with the effect is shown: on a line below the step's first one, if it is made there.</summary>
    public static SourceSpan At(StepHeader header, SourceSpan? made) => made is not null && made.Start.Line > header.Span.Start.Line ? made : header.Span;
}
