using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Block;

public sealed class BlockStepKind : StepKind<BlockStep>
{
    private const string Tried = "block";
    private const string Rescue = "rescue";
    private const string Always = "always";

    public override string Keyword => Tried;

    public override IReadOnlyList<string> Members => ["rescued"];

    public override KindShape Shape => BlockShape.Shape;

    public override bool IsComputed => true;

    protected override Value.Unknown TypeOf(BlockStep step, string member) => Typed.Boolean;

    protected override BlockStep? Read(StepReading reading, StepHeader header)
    {
        List<Model.Block> arms = [new(Tried, reading.Steps(reading.Value, Tried)) { Role = BlockRole.Body }];
        if (reading.Options.Optional(Rescue) is { } rescue)
        {
            arms.Add(new(Rescue, reading.Steps(rescue, Rescue, Local.Error)) { Role = BlockRole.Rescue });
        }

        if (reading.Options.Optional(Always) is { } always)
        {
            arms.Add(new(Always, reading.Steps(always, Always)) { Role = BlockRole.Always });
        }

        return new(header, [.. arms]);
    }

    protected override ValueTask<Prepared> PrepareAsync(BlockStep step, StepContext context, CancellationToken ct) =>
        new(new Prepared.Ready(null, _ => new(new Outcome.Took([Tried]))));

    protected override Sequel? After(BlockStep step, string arm, ArmEnd end) => (arm, end) switch
    {
        (Tried, ArmEnd.Failed) when step.Has(Rescue) => new(Rescue) { Settles = true },
        (Always, _) or (_, ArmEnd.Paused or ArmEnd.InDoubt) => null,
        _ => step.Has(Always) ? new(Always) { Shelters = true } : null,
    };

    protected override ValueTask<Outcome?> EndAsync(BlockStep step, bool settled, StepContext inside, CancellationToken ct) =>
        new(new Outcome.Succeeded(new([new("rescued", new Value.Boolean(settled))])));
}
