using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Binding;

/// <summary>Where a target's connections go. Closed: the records below are all there are.</summary>
public abstract record BoundTarget
{
    private BoundTarget(TargetDeclaration declaration) => Declaration = declaration;

    public TargetDeclaration Declaration { get; }

    public string Name => Declaration.Name;

    /// <summary>What must be true of it at each connect.</summary>
    public virtual ImmutableArray<TargetRequirement> Requirements => [TargetRequirement.Of(Declaration)];

    /// <summary>A server.</summary>
    /// <param name="Declared">The target.</param>
    /// <param name="Settings">How to connect.</param>
    /// <param name="Entry">Its entry in the targets file; null when the string, or the environment, said where.</param>
    public sealed record Server(TargetDeclaration Declared, ConnectionSettings Settings, ServerEntry? Entry) : BoundTarget(Declared)
    {
        public bool Production => Entry?.Production ?? false;

        /// <summary>The playbook's demands, then those of the targets file.</summary>
        public override ImmutableArray<TargetRequirement> Requirements => Entry is { Role: not ServerRole.Any } entry
            ? [.. base.Requirements, new(Name, entry.Role, Span: entry.Span)]
            : base.Requirements;
    }

    /// <summary>A throw-away cluster of this process.</summary>
    public sealed record Scratch(TargetDeclaration Declared) : BoundTarget(Declared);
}
