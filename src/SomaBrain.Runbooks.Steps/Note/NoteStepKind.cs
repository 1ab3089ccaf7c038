using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Note;

public sealed class NoteStepKind : StepKind<NoteStep>
{
    public override string Keyword => "note";

    public override IReadOnlyList<string> Members => [];

    public override KindShape Shape => NoteShape.Shape;

    public override bool IsComputed => true;

    protected override NoteStep? Read(StepReading reading, StepHeader header) =>
        reading.ValueText() is { } text && reading.Template(text, HoleKind.Text) is { } template ? new(header, template) : null;

    protected override async ValueTask<Prepared> PrepareAsync(NoteStep step, StepContext context, CancellationToken ct)
    {
        var text = await context.RenderAsync(step.Text, ct);
        return text.Value switch
        {
            null => new Prepared.Refused(text.Problem!),
            { AsUnknown: { } unknown } => new Prepared.Ready(new(context.Shown(step.Text, text.Value)), Done, unknown.Until),
            var value => new Prepared.Ready(new(context.Shown(step.Text, value)) { IsForPeople = step.IsForPeople }, Done),
        };
    }

    private static ValueTask<Outcome> Done(CancellationToken ct) => new(new Outcome.Succeeded(new([])));
}
