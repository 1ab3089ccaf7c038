using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>`journal` of the targets file: what proves journals beside the site log.</summary>
/// <param name="Anchors">In the order of the file.</param>
public sealed record JournalSettings(ImmutableArray<AnchorPlace> Anchors)
{
    public static readonly JournalSettings None = new([]);

    /// <summary>Whether a run that an anchor does not take is not begun.</summary>
    public bool AnchorRequired { get; init; }

    /// <summary>The key that seals closed journals, or its public half when an agent holds it; a full path. Null: none.</summary>
    public string? Seal { get; init; }

    /// <summary>OpenSSH's `allowed_signers`, whose seals count; a full path. Null: none.</summary>
    public string? Signers { get; init; }
}
