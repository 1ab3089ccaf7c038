using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Shell;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>`shell` of a drill: as the servers' OS user unless it says otherwise, because what root makes in a data directory the server cannot use.</summary>
/// <param name="shell">The kind of playbooks.</param>
/// <param name="user">Null where that is ourselves, or nobody knows yet.</param>
internal sealed class ShellAsServer(IStepKind shell, string? user) : IStepKind, IProbeKind
{
    public string Keyword => shell.Keyword;

    public IReadOnlyList<string> Members => shell.Members;

    public KindShape Shape => shell.Shape;

    public IReadOnlyList<string> SecretMembers => shell.SecretMembers;

    public IReadOnlyList<string> MembersOf(Step step) => shell.MembersOf(step);

    public string Answer => ((IProbeKind)shell).Answer;

    public bool? Judge(Step step, Outcome outcome) => ((IProbeKind)shell).Judge(step, outcome);

    public Step? Read(StepReading reading, StepHeader header) =>
        shell.Read(reading, header) is not ShellStep step ? null
        : step.User is null && user is not null && Template.Parse(MappedText.At(user, header.Span), HoleKind.Argument, reading.Problems) is { } server ? step with { User = server }
        : step;

    public IEnumerable<Diagnostic> Lint(Step step) => shell.Lint(step);

    public Value.Row Results(Value.Row kept) => shell.Results(kept);

    public bool ReadsAgain(Step step) => shell.ReadsAgain(step);

    public ValueTask<Outcome> RestoreAsync(Step step, Outcome recorded, StepContext context, CancellationToken ct) => shell.RestoreAsync(step, recorded, context, ct);

    public ValueTask<Prepared> PrepareAsync(Step step, StepContext context, CancellationToken ct) => shell.PrepareAsync(step, context, ct);

    public Sequel? After(Step step, string arm, ArmEnd end) => shell.After(step, arm, end);

    public ValueTask<Outcome?> EndAsync(Step step, bool settled, StepContext inside, CancellationToken ct) => shell.EndAsync(step, settled, inside, ct);

    public ValueTask<Outcome> SimulateAsync(Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct) => shell.SimulateAsync(step, prepared, context, ct);
}
