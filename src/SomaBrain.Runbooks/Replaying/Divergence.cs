namespace SomaBrain.Runbooks.Replaying;

/// <summary>The first thing in which a playbook goes another way than a recorded run.</summary>
/// <param name="Step">As people call it; null when it is not about one step.</param>
/// <param name="What">In one line, lower case, no period.</param>
/// <param name="Recorded">What the journal says.</param>
/// <param name="Now">What the playbook would do.</param>
public sealed record Divergence(DivergenceKind Kind, string? Step, string What, string Recorded, string Now);
