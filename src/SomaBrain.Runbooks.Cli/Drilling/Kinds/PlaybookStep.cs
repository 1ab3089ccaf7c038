using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>The playbook is run by the program, as a process of its own.</summary>
/// <param name="Path">Relative to the drill.</param>
/// <param name="Targets">The playbook's targets: the name of one of the drill's, or a connection string.</param>
internal sealed record PlaybookStep(
    StepHeader Header,
    string Path,
    ImmutableArray<KeyValuePair<string, Template>> Parameters,
    ImmutableArray<KeyValuePair<string, Template>> Targets,
    ProgramOptions Options) : Step(Header)
{
    public override Effect Effect => Effect.Write;

    public override bool UsesDatabase => true;
}
