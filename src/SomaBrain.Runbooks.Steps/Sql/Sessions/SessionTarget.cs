using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>A target of the run, bound.</summary>
/// <param name="Requirements">What its server must be.</param>
/// <param name="Binding">What it is bound to, without password, for people and the journal.</param>
/// <param name="MayBeDown">Nobody answering is a fact, not a failure.</param>
public sealed record SessionTarget(string Name, ConnectionSettings Settings, ImmutableArray<TargetRequirement> Requirements, string Binding, bool MayBeDown)
{
    /// <summary>Its server must be on this machine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Its server is the run's own: nobody else can be kept out.</summary>
    public bool IsPrivate { get; init; }
}
