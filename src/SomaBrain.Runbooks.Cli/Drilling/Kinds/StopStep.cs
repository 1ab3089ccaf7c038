using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>Ends what works in the background, and tells what it did.</summary>
internal sealed record StopStep(StepHeader Header, MappedText Background) : Step(Header)
{
    public override Effect Effect => Effect.Write;
}
