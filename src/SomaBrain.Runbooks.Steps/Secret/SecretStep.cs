using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>A secret, made or read.</summary>
/// <param name="Source">As the playbook says it.</param>
/// <param name="Parts">Its name, path or arguments, with their holes.</param>
/// <param name="Save">The file that keeps it, before the step ends; null: nothing keeps it.</param>
/// <param name="Key">Its name in the file.</param>
public sealed record SecretStep(StepHeader Header, SecretSource Source, ImmutableArray<Template> Parts, Template? Save, Template? Key) : Step(Header)
{
    /// <summary>A file that keeps it is an effect; `effect` may say more.</summary>
    public override Effect Effect => (Header.DeclaredEffect, Save) switch
    {
        (Effect.Destroy, _) => Effect.Destroy,
        (Effect.Write, _) or (_, not null) => Effect.Write,
        _ => Effect.Read,
    };

    /// <summary>A file may be another, or there at all, only after the steps before.</summary>
    public override bool Observes => Source is SecretSource.File;
}
