namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>`runbook drill` as it was called.</summary>
/// <param name="Names">Drills, playbooks, folders.</param>
/// <param name="Out">The report's file; null: standard output.</param>
internal sealed record DrillsRequest(string[] Names, int? Version, string Format, string? Out, bool Keep, bool Prove, bool NoColor)
{
    /// <summary>`drills.json` beside the playbooks; null: only this machine remembers.</summary>
    public string? Record { get; init; }

    /// <summary>Leaves out playbooks that were drilled, or with `Prove` proven, as they are now.</summary>
    public bool Stale { get; init; }
}
