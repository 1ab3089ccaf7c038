using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Binding;

/// <summary>A target as the playbook declares it.</summary>
/// <param name="Name">Its name in the playbook.</param>
/// <param name="Requirement">What its server must be.</param>
/// <param name="Optional">It may stay unbound.</param>
/// <param name="MayBeDown">The run starts although nobody answers.</param>
/// <param name="Span">Where it stands.</param>
public sealed record TargetDeclaration(string Name, TargetRequirement Requirement, bool Optional = false, bool MayBeDown = false, SourceSpan? Span = null)
{
    /// <summary>What a playbook without `targets` has.</summary>
    public static TargetDeclaration Default { get; } = new("db", new("db"));
}
