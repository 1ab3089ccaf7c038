using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>`act: text`: asks the script how it ends; its result's `value` is the text unless the script says otherwise.</summary>
internal sealed class ActKind(Func<string, StepContext, CancellationToken, ValueTask<Outcome>> act, Func<OpenAttempt, Settlement>? settles = null) : StepKind<ActStep>
{
    public override string Keyword => "act";

    public override IReadOnlyList<string> Members => ["value"];

    public override KindShape Shape => new("An act for tests.", new Shape.Text(), "x", []);

    protected override ActStep? Read(StepReading reading, StepHeader header) =>
        reading.ValueText() is { } text && reading.Template(text, HoleKind.Text) is { } template ? new(header, template) : null;

    protected override ValueTask<Settlement> SettleAsync(ActStep step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        settles is null ? base.SettleAsync(step, open, context, ct) : new(settles(open));

    protected override async ValueTask<Prepared> PrepareAsync(ActStep step, StepContext context, CancellationToken ct)
    {
        var text = await context.RenderAsync(step.Text, ct);
        return text.Value is not { } value ? new Prepared.Refused(text.Problem!)
            : value.IsUnknown ? new Prepared.Ready(new(step.Text.Text.Content, [value]), _ => throw new InvalidOperationException(), ((Value.Unknown)value).Until)
            : new Prepared.Ready(new(ValueText.Of(value)), token => act(ValueText.Of(value), context, token));
    }
}
