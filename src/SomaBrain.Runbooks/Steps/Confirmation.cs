namespace SomaBrain.Runbooks.Steps;

/// <summary>A question whose answer is yes or no.</summary>
/// <param name="Step">The key of the step that asks.</param>
/// <param name="Phrase">Must be typed as it is; null: yes or no.</param>
/// <param name="Shown">What the operator sees before it, as lines of plain text; null: nothing.</param>
/// <param name="Approvals">How many people besides the operator have to agree; 0: the operator answers.</param>
public sealed record Confirmation(string Step, string Question, string? Phrase = null, string? Shown = null, int Approvals = 0);
