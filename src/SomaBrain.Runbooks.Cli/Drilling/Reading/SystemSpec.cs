using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>The system a drill works on, before anything is broken.</summary>
/// <param name="Version">What it can be drilled on; null: anything.</param>
/// <param name="Standbys">How many stream from the primary.</param>
/// <param name="Pooler">The pool mode of PgBouncer; null: none.</param>
/// <param name="Tcp">The primary listens on loopback too.</param>
/// <param name="Disk">The size of the primary's disk, as `mount` takes it; null: no limit.</param>
/// <param name="Servers">Places for servers that the playbook makes.</param>
internal sealed record SystemSpec(
    VersionRange? Version,
    DrillData Data,
    bool Checksums,
    bool Archive,
    int Standbys,
    string? Pooler,
    bool Tcp,
    string? Disk,
    ImmutableArray<KeyValuePair<string, string>> Settings,
    ImmutableArray<string> Hba,
    ImmutableArray<string> Servers)
{
    public static readonly SystemSpec Plain = new(null, DrillData.Small, false, false, 0, null, false, null, [], [], []);

    public IEnumerable<string> StandbyNames => Enumerable.Range(1, Standbys).Select(i => i == 1 ? "standby" : $"standby{i}");

    /// <summary>The primary first: steps work on it unless they say otherwise.</summary>
    public IEnumerable<string> Targets => ["primary", .. StandbyNames, .. Pooler is null ? Array.Empty<string>() : ["pooler"], .. Servers];
}
