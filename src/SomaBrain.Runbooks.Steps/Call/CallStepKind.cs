using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Call;

public sealed class CallStepKind : StepKind<CallStep>
{
    public override string Keyword => CallStep.Called;

    public override IReadOnlyList<string> Members => [];

    public override KindShape Shape => CallShape.Shape;

    public override bool IsComputed => true;

    public override bool IsSent => true;

    protected override Value.Unknown TypeOf(CallStep step, string member) => Typed.Of(step.Callee.OutputTypes[member]);

    protected override CallStep? Read(StepReading reading, StepHeader header)
    {
        var with = reading.Options.Mapping("with", "with");
        var targets = reading.Options.Mapping("targets", "targets");
        if (reading.ValueText() is not { } path || reading.Callee(path, targets) is not { } callee)
        {
            return null;
        }

        return new(header, callee, new ArgumentReader(reading, callee, callee.Source.Name).Read(with, path.Whole));
    }

    protected override IReadOnlyList<string> MembersOf(CallStep step) => [.. step.Callee.Outputs.Select(output => output.Key)];

    protected override async ValueTask<Prepared> PrepareAsync(CallStep step, StepContext context, CancellationToken ct)
    {
        var given = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        foreach (var argument in step.Arguments)
        {
            var value = await argument.EvaluateAsync(context, ct);
            if (value.Problem is { } problem)
            {
                return new Prepared.Refused(problem);
            }

            given.Add(new(argument.Parameter.Name, value.Value!));
        }

        var others = step.Callee.Parameters.Where(parameter => given.All(one => one.Key != parameter.Name))
            .Select(parameter => new KeyValuePair<string, Value>(parameter.Name, parameter.Default ?? Value.Null.Instance));
        var took = new Outcome.Took([CallStep.Called]) { Enters = new(step.Callee, given.ToImmutable(), [.. others]) };
        var text = string.Join('\n', given.Select((one, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one.Key}: ${i + 1}")).Prepend(step.Callee.Source.Name));
        return new Prepared.Ready(new(text, [.. given.Select(one => one.Value)]), _ => new(took));
    }

    /// <summary>`finally` of the called playbook runs at the end of the call.</summary>
    protected override Sequel? After(CallStep step, string arm, ArmEnd end) =>
        arm == CallStep.Called && end is not ArmEnd.Paused && !step.Callee.Finally.IsEmpty ? new(CallStep.Finally) { Shelters = true } : null;

    protected override async ValueTask<Outcome?> EndAsync(CallStep step, bool settled, StepContext inside, CancellationToken ct)
    {
        var outputs = await OutputRow.OfAsync(step.Callee.Outputs, inside, ct);
        return outputs.Value is Value.Row row ? new Outcome.Succeeded(row) : new Outcome.Failed(outputs.Problem!);
    }
}
