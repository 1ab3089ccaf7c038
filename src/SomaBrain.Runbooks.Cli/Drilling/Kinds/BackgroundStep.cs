using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>Clients that work until they are stopped.</summary>
/// <param name="Every">A pause after each turn.</param>
/// <param name="Once">Executed once; the session stays open.</param>
internal sealed record BackgroundStep(StepHeader Header, Template Sql, int Clients, TimeSpan Every, bool Once, Template? User) : Step(Header)
{
    public override Effect Effect => Effect.Write;

    public override bool UsesTarget => true;
}
