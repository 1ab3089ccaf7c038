namespace SomaBrain.Runbooks.Model;

/// <summary>Why a step has the effect that it has.</summary>
/// <param name="Text">Of the step: `it takes something away that is not brought back`.</param>
/// <param name="Hint">What to do where nobody can tell; null: what it does is plain.</param>
public sealed record EffectReason(string Text, string? Hint = null);
