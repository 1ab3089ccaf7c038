using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>`fork: condition` with `yes:` and `no:`.</summary>
internal sealed class ForkKind : StepKind<ForkStep>
{
    public override string Keyword => "fork";

    public override IReadOnlyList<string> Members => ["arm"];

    public override KindShape Shape => new("A branch for tests.", new Shape.Text(), "x", []);

    protected override ForkStep? Read(StepReading reading, StepHeader header)
    {
        var condition = reading.ValueText() is { } text ? reading.Condition(text) : null;
        List<Block> arms = [new("yes", reading.Steps(reading.Options.Required("yes")!, "yes"))];
        if (reading.Options.Optional("no") is { } no)
        {
            arms.Add(new("no", reading.Steps(no, "no")));
        }

        return condition is null ? null : new(header, condition, [.. arms]);
    }

    protected override async ValueTask<Prepared> PrepareAsync(ForkStep step, StepContext context, CancellationToken ct) =>
        await context.DecideAsync(step.Condition, ct) switch
        {
            { Problem: { } problem } => new Prepared.Refused(problem),
            { Is: null, Until: var until } => new Prepared.Ready(null, _ => new(new Outcome.Took([.. step.Arms.Select(arm => arm.Arm)], false)), until),
            { Is: true } => new Prepared.Ready(null, _ => new(new Outcome.Took(["yes"]))),
            _ => new Prepared.Ready(null, _ => new(new Outcome.Took([.. step.Arms.Skip(1).Select(arm => arm.Arm)]))),
        };

    protected override ValueTask<Outcome> SimulateAsync(ForkStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) => prepared.Run(ct);
}
