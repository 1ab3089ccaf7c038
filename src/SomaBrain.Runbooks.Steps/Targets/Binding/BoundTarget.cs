using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Binding;

/// <summary>Where a target's connections go. Closed: the records below are all there are.</summary>
public abstract record BoundTarget
{
    private BoundTarget(TargetDeclaration declaration) => Declaration = declaration;

    public TargetDeclaration Declaration { get; }

    public string Name => Declaration.Name;

    /// <summary>A server.</summary>
    /// <param name="Declared">The target.</param>
    /// <param name="Settings">How to connect.</param>
    /// <param name="Entry">Its entry in the targets file; null when the string, or the environment, said where.</param>
    public sealed record Server(TargetDeclaration Declared, ConnectionSettings Settings, ServerEntry? Entry) : BoundTarget(Declared)
    {
        public bool Production => Entry?.Production ?? false;
    }

    /// <summary>A throw-away cluster of this process.</summary>
    public sealed record Scratch(TargetDeclaration Declared) : BoundTarget(Declared);

    /// <summary>An optional target that nobody bound.</summary>
    public sealed record Unbound(TargetDeclaration Declared) : BoundTarget(Declared);
}
