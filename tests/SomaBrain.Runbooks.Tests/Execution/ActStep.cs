using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>A step that does what the test's script says.</summary>
internal sealed record ActStep(StepHeader Header, Template Text) : Step(Header)
{
    public override Effect Effect => Header.DeclaredEffect ?? Effect.Read;

    public override bool Observes => Text.Text.Content.StartsWith("look", StringComparison.Ordinal);
}
