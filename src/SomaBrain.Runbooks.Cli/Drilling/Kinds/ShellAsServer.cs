using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Shell;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>
/// `shell` of a drill: as the servers' OS user unless it says otherwise, because what root makes in a data directory the server
/// cannot use; and with all that is known of the system in its environment, `params.primary_data` as `$PRIMARY_DATA`.
/// </summary>
/// <param name="shell">The kind of playbooks.</param>
/// <param name="user">Null where that is ourselves, or nobody knows yet.</param>
/// <param name="path">With the programs of the server; null where nobody knows yet.</param>
internal sealed class ShellAsServer(IStepKind shell, string? user, string? path) : IStepKind, IProbeKind
{
    public string Keyword => shell.Keyword;

    public IReadOnlyList<string> Members => shell.Members;

    public KindShape Shape => shell.Shape;

    public IReadOnlyList<string> SecretMembers => shell.SecretMembers;

    public IReadOnlyList<string> MembersOf(Step step) => shell.MembersOf(step);

    public string Answer => ((IProbeKind)shell).Answer;

    public bool? Judge(Step step, Outcome outcome) => ((IProbeKind)shell).Judge(step, outcome);

    public Outcome Answering(bool answer) => ((IProbeKind)shell).Answering(answer);

    public Step? Read(StepReading reading, StepHeader header)
    {
        if (shell.Read(reading, header) is not ShellStep step)
        {
            return null;
        }

        var given = step.Environment.Select(variable => variable.Key).ToHashSet(StringComparer.Ordinal);
        var facts = reading.Parameters.Select(fact => (Name: fact.Name.ToUpperInvariant(), Text: $"{{{{ params.{fact.Name} }}}}"));
        var known = (path is null ? facts : facts.Append((Name: "PATH", Text: path))).Where(variable => !given.Contains(variable.Name));
        return step with
        {
            User = step.User ?? (user is null ? null : Template(user)),
            Environment = [.. known.Select(variable => new KeyValuePair<string, Template>(variable.Name, Template(variable.Text)!)), .. step.Environment],
        };

        Template? Template(string text) => Expressions.Template.Parse(MappedText.At(text, header.Span), HoleKind.Argument, reading.Problems);
    }

    public IEnumerable<Diagnostic> Lint(Step step, IReadOnlyList<Step> before) => shell.Lint(step, before);

    public Value.Row Results(Value.Row kept) => shell.Results(kept);

    public bool ReadsAgain(Step step) => shell.ReadsAgain(step);

    public ValueTask<Outcome> RestoreAsync(Step step, Outcome recorded, StepContext context, CancellationToken ct) => shell.RestoreAsync(step, recorded, context, ct);

    public ValueTask<Settlement> SettleAsync(Step step, OpenAttempt open, StepContext context, CancellationToken ct) => shell.SettleAsync(step, open, context, ct);

    public ValueTask<Prepared> PrepareAsync(Step step, StepContext context, CancellationToken ct) => shell.PrepareAsync(step, context, ct);

    public Sequel? After(Step step, string arm, ArmEnd end) => shell.After(step, arm, end);

    public ValueTask<Outcome?> EndAsync(Step step, bool settled, StepContext inside, CancellationToken ct) => shell.EndAsync(step, settled, inside, ct);

    public ValueTask<Outcome> SimulateAsync(Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct) => shell.SimulateAsync(step, prepared, context, ct);
}
