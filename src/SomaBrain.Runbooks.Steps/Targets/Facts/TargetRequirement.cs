using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Facts;

/// <summary>What a playbook, or the targets file, demands of a target.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Version">Null when any will do.</param>
/// <param name="Database">Null when any will do.</param>
/// <param name="Span">Where it says so.</param>
public sealed record TargetRequirement(string Target, ServerRole Role = ServerRole.Any, VersionRange? Version = null, string? Database = null, SourceSpan? Span = null)
{
    /// <summary>The system identifier that it must have; null when any will do.</summary>
    public string? System { get; init; }

    public static TargetRequirement Of(TargetDeclaration target) => new(target.Name, target.Role, target.Version, target.Database, target.Span);

    /// <summary>What the server is, that it must not be.</summary>
    /// <param name="facts">What it says of itself.</param>
    /// <param name="server">Its name for a person: host and port.</param>
    public IEnumerable<Diagnostic> Check(TargetFacts facts, string server)
    {
        if (System is not null && facts.SystemIdentifier is { } system && system != System)
        {
            yield return Problems.AnotherServer(Target, system, System);
        }

        if (Role != ServerRole.Any && facts.InRecovery != (Role == ServerRole.Standby))
        {
            yield return Problems.WrongRole(Span, Target, server, facts.InRecovery);
        }

        if (Version is not null && !Version.Contains(facts.VersionNumber))
        {
            yield return Problems.WrongServerVersion(Span, Target, server, facts.Version, Version.Text);
        }

        if (Database is not null && Database != facts.Database)
        {
            yield return Problems.WrongDatabase(Span, Target, server, facts.Database, Database);
        }
    }
}
