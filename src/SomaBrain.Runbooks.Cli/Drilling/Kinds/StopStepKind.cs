using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

internal sealed class StopStepKind(Backgrounds? working) : StepKind<StopStep>
{
    public override string Keyword => "stop";

    public override IReadOnlyList<string> Members => ["committed", "failed", "rows", "longest", "problem"];

    public override KindShape Shape { get; } = new("Ends what a `background` step started, and tells what it did.", new Shape.Text(), "writers", [])
    {
        Without = ["on", "database", "done_when", "undo", "sensitive"],
        Effects = ["write"],
    };

    protected override StopStep? Read(StepReading reading, StepHeader header) => reading.ValueText() is { } name ? new(header, name) : null;

    protected override ValueTask<Prepared> PrepareAsync(StopStep step, StepContext context, CancellationToken ct) =>
        new(new Prepared.Ready(new($"stop {step.Background.Content}"), _ => StopAsync(step)));

    private async ValueTask<Outcome> StopAsync(StopStep step)
    {
        var name = step.Background.Content;
        return await working!.StopAsync(name) is not { } stopped
            ? new Outcome.Failed(Problems.DrillNoBackground(step.Background.Whole, name))
            : new Outcome.Succeeded(new(
            [
                new("committed", new Value.Integer(stopped.Committed)),
                new("failed", new Value.Integer(stopped.Failed)),
                new("rows", new Value.Integer(stopped.Rows)),
                new("longest", new Value.Number(Math.Round((decimal)stopped.Longest, 3))),
                new("problem", stopped.LastProblem is { } problem ? new Value.Text(problem) : Value.Null.Instance),
            ]));
    }
}
