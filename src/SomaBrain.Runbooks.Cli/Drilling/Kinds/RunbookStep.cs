using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>Any other command of the program.</summary>
internal sealed record RunbookStep(StepHeader Header, ImmutableArray<Template> Words, ProgramOptions Options) : Step(Header)
{
    public override Effect Effect => Effect.Write;
}
