using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Model;

/// <summary>A PostgreSQL server that a playbook names, and what it must be. Bound outside the playbook.</summary>
/// <param name="Role">`primary`, `standby` or `any`.</param>
/// <param name="Version">A range of major versions such as `>=13`; null for any.</param>
/// <param name="Database">The database's name it must have; null for any.</param>
/// <param name="MayBeDown">The run starts although nobody answers.</param>
public sealed record TargetDeclaration(string Name, ServerRole Role, VersionRange? Version, string? Database, bool MayBeDown, SourceSpan? Span)
{
    /// <summary>A run does without it: it may be bound to nothing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>This program must run on the server's machine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Where a server will be that the run itself starts; null for one that is bound beforehand.</summary>
    public Template? Connect { get; init; }

    /// <summary>The one target of a playbook that declares none.</summary>
    public static readonly TargetDeclaration Implied = new("db", ServerRole.Any, null, null, false, null);
}
