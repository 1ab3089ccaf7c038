using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Call;

/// <summary>Another playbook, run as a part of this one.</summary>
/// <param name="Arguments">What its parameters get; those that are not here have their default.</param>
public sealed record CallStep(StepHeader Header, Playbook Callee, ImmutableArray<Argument> Arguments) : Step(Header)
{
    public const string Called = "call";
    public const string Finally = "finally";

    public override Effect Effect => Effect.Read;

    public override ImmutableArray<Model.Block> Blocks { get; } =
    [
        new(Called, Callee.Steps) { Callee = Callee, Role = BlockRole.Body },
        .. Callee.Finally.IsEmpty ? [] : new[] { new Model.Block(Finally, Callee.Finally) { Callee = Callee, Role = BlockRole.Always } },
    ];

    public override bool FailsAsWhole => true;
}
