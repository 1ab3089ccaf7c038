using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>A secret, made or read.</summary>
/// <param name="Save">The file that keeps it, before the step ends; null: nothing keeps it.</param>
/// <param name="Key">Its name in the file.</param>
public sealed record SecretStep(StepHeader Header, SecretSource Source, Template? Save, Template? Key) : Step(Header)
{
    public override Effect Effect => Save is null ? Effect.Read : Effect.Write;
}
