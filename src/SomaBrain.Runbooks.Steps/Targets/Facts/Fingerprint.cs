using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Targets.Facts;

/// <summary>What may never change for a target while a run lasts. A restored copy has the system identifier of its original.</summary>
/// <param name="SystemIdentifier">Null when the role may not ask for it; then only the database is compared.</param>
/// <param name="Database">Its name.</param>
public sealed record Fingerprint(string? SystemIdentifier, string Database)
{
    public static Fingerprint Of(TargetFacts facts) => new(facts.SystemIdentifier, facts.Database);

    /// <summary>Null when <paramref name="now"/> is the same server as this one.</summary>
    public Diagnostic? Compare(Fingerprint now, string target, string server) =>
        now.Database != Database || (SystemIdentifier is not null && now.SystemIdentifier is not null && now.SystemIdentifier != SystemIdentifier)
            ? Problems.TargetChanged(target, server, ToString(), now.ToString())
            : null;

    /// <summary>Two targets of a run must be different postmasters; null when they are.</summary>
    public static Diagnostic? Distinct(string target, TargetFacts facts, string other, TargetFacts others) =>
        facts.PostmasterStart == others.PostmasterStart && (facts.SystemIdentifier ?? others.SystemIdentifier) == (others.SystemIdentifier ?? facts.SystemIdentifier)
            ? Problems.TargetsAreOneServer(target, other)
            : null;

    public override string ToString() => $"system {SystemIdentifier ?? "(unknown)"}, database {Database}";
}
