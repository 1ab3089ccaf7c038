using SomaBrain.Runbooks.Values;
using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Branch;

public sealed class BranchStepKind : StepKind<BranchStep>
{
    private const string Else = "else";

    public override string Keyword => "branch";

    public override IReadOnlyList<string> Members => ["arm"];

    public override KindShape Shape => BranchShape.Shape;

    public override bool IsComputed => true;

    protected override Value.Unknown TypeOf(BranchStep step, string member) => Typed.Text with { MayBeNull = true };

    protected override BranchStep? Read(StepReading reading, StepHeader header)
    {
        if (reading.Value is not YamlNode.Sequence { Items.IsEmpty: false } arms)
        {
            reading.Problems.Add(Problems.BranchNeedsArms(reading.Value.Span, reading.Value is YamlNode.Sequence ? "an empty list" : reading.Value.Kind));
            return null;
        }

        var conditions = ImmutableArray.CreateBuilder<Expression>();
        var blocks = ImmutableArray.CreateBuilder<Model.Block>();
        foreach (var node in arms.Items)
        {
            if (reading.Mapping(node, "an arm of a branch") is not { } arm)
            {
                continue;
            }

            var name = (blocks.Count + 1).ToString(CultureInfo.InvariantCulture);
            if (arm.Text("when", required: true) is { } text && reading.Condition(text) is { } condition)
            {
                conditions.Add(condition);
            }

            if (arm.Required("steps") is { } steps)
            {
                blocks.Add(new(name, reading.Steps(steps, name)) { When = conditions.Count > blocks.Count ? conditions[^1] : null });
            }

            arm.Finish();
        }

        if (reading.Options.Optional(Else) is { } otherwise)
        {
            blocks.Add(new(Else, reading.Steps(otherwise, Else)) { Role = BlockRole.Otherwise });
        }

        return new(header, conditions.ToImmutable(), blocks.ToImmutable());
    }

    protected override async ValueTask<Prepared> PrepareAsync(BranchStep step, StepContext context, CancellationToken ct)
    {
        List<string> possible = [];
        string? until = null;
        for (var i = 0; i < step.Conditions.Length; i++)
        {
            var decision = await context.DecideAsync(step.Conditions[i], ct);
            if (decision.Problem is { } problem)
            {
                return new Prepared.Refused(problem);
            }

            if (decision.Is != false)
            {
                possible.Add(step.Arms[i].Arm);
            }

            if (decision.Is == true)
            {
                return Ready([.. possible]);
            }

            until ??= decision.Until;
        }

        if (step.Arms.Any(arm => arm.Arm == Else))
        {
            possible.Add(Else);
        }

        return Ready([.. possible]);

        Prepared.Ready Ready(ImmutableArray<string> arms) => new(null, _ => new(new Outcome.Took(arms, until is null)), until);
    }

    /// <summary>An arm that cannot be known yet is not chosen: all that are possible are shown.</summary>
    protected override ValueTask<Outcome> SimulateAsync(BranchStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        prepared.Run(ct);
}
