using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>A drill that was run with something of its playbook taken out.</summary>
/// <param name="Without">What: `any step`, `step batch`.</param>
/// <param name="Noticed">What failed, as it has to; null: the drill passed all the same.</param>
internal sealed record Tried(string Playbook, string Without, Diagnostic? Noticed);
