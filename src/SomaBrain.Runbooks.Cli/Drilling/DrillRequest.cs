namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>What the command line says of all its drills.</summary>
/// <param name="Version">The major version to drill on; null: 15, else the newest there is.</param>
/// <param name="State">Where templates of clusters are kept.</param>
/// <param name="Keep">Where journals and logs of drills that failed go; null: nowhere.</param>
internal sealed record DrillRequest(int? Version, string State, string? Keep);
