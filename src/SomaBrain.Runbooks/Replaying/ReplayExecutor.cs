using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Carries out what only computes, and takes the end of everything else from the answers: no effect, no connection.</summary>
public sealed class ReplayExecutor(IAnswers answers) : IStepExecutor
{
    private const string Probe = ".done_when";

    public async ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct)
    {
        if (kind.IsComputed)
        {
            return answers.EndsBefore(step, context) ? new Outcome.Interrupted()
                : prepared.Until is { } until ? answers.Unknown(step, until)
                : await prepared.Run(ct);
        }

        if (context.Key.EndsWith(Probe, StringComparison.Ordinal))
        {
            return ((IProbeKind)kind).Answering(answers.IsDone(step, context.Key[..^Probe.Length]));
        }

        var answer = answers.Of(kind, step, context);
        return prepared.Judge?.Invoke(answer) ?? answer;
    }
}
