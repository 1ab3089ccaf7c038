using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Metric;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>Gathers what a run measured and checked. Of a step that was tried again only the last attempt counts.</summary>
public sealed class RunReadings
{
    private readonly Dictionary<string, JournalEvent.StepIntent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalEvent.StepOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withArms = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public void On(JournalEvent journalEvent)
    {
        switch (journalEvent)
        {
            case JournalEvent.StepIntent intent:
                _intents[intent.Step] = intent;
                break;
            case JournalEvent.BranchTaken taken:
                _withArms.Add(taken.Step);
                break;
            case JournalEvent.StepOutcome outcome when _withArms.Contains(outcome.Step):
                Close(outcome);
                break;
            case JournalEvent.StepOutcome outcome:
                if (!_outcomes.ContainsKey(outcome.Step))
                {
                    _order.Add(outcome.Step);
                }

                _outcomes[outcome.Step] = outcome;
                break;
            default:
                break;
        }
    }

    /// <summary>The end of a step with arms: what failed inside it and did not end the run is no finding of its own.</summary>
    private void Close(JournalEvent.StepOutcome outcome)
    {
        if (outcome.Status is StepStatus.Failed or StepStatus.Cancelled)
        {
            return;
        }

        foreach (var step in _order.Where(step => step.StartsWith($"{outcome.Step}.", StringComparison.Ordinal)).ToList())
        {
            _outcomes[step] = _outcomes[step] with { Failure = _outcomes[step].Status == StepStatus.Failed ? null : _outcomes[step].Failure };
        }

        if (outcome.Failure is not null)
        {
            _order.Add(outcome.Step);
            _outcomes[outcome.Step] = outcome;
        }
    }

    /// <summary>How many asserts there were.</summary>
    public int Checks => _order.Count(step => _intents.GetValueOrDefault(step)?.StepKind == "assert");

    public IReadOnlyList<Measured> Metrics(Playbook? playbook)
    {
        var steps = playbook?.AllSteps.OfType<MetricStep>().ToLookup(step => step.Name);
        return [.. _order
            .Where(step => _outcomes[step].Metric is not null)
            .Select(step => new Measured(
                _outcomes[step].Metric!,
                _intents.GetValueOrDefault(step)?.Target,
                steps?[_outcomes[step].Metric!.Name].FirstOrDefault()))];
    }

    /// <summary>What is wrong, worst first.</summary>
    public IReadOnlyList<Finding> Findings(RunEnd end)
    {
        var steps = _order.Select(step => _outcomes[step]).Where(outcome => outcome.Failure is not null)
            .Select(outcome => new Finding(StateOf(outcome), outcome.Failure!.Message, outcome.Failure.Hint)).ToList();
        var others = end.Problems.Where(problem => steps.All(finding => !problem.Message.StartsWith(finding.Text, StringComparison.Ordinal))) // it may say more of the same
            .Select(problem => new Finding(StateOf(problem.Code), problem.Message, problem.Hint));
        return [.. steps.Concat(others).Concat(OfEnd(end))
            .GroupBy(finding => finding)
            .Select(same => same.Count() == 1 ? same.Key : same.Key with { Text = string.Create(CultureInfo.InvariantCulture, $"{same.Key.Text} ({same.Count()} times)") })
            .OrderBy(finding => Rank(finding.State))];
    }

    /// <summary>Critical before warning before unknown, as the guidelines' own `max_state` has it.</summary>
    public static int Rank(MonitoringState state) => state switch
    {
        MonitoringState.Critical => 0,
        MonitoringState.Warning => 1,
        MonitoringState.Unknown => 2,
        _ => 3,
    };

    public static MonitoringState StateOf(string code) => code switch
    {
        _ when Problems.IsServiceDown(code) => MonitoringState.Critical,
        ['R', 'B', '4' or '7', ..] => MonitoringState.Critical,
        _ => MonitoringState.Unknown,
    };

    private static MonitoringState StateOf(JournalEvent.StepOutcome outcome) => (outcome.Status, outcome.Metric?.Level) switch
    {
        (StepStatus.Warned, "unknown") => MonitoringState.Unknown,
        (StepStatus.Warned, _) => MonitoringState.Warning,
        _ => StateOf(outcome.Failure!.Code),
    };

    /// <summary>Ends that no step's failure tells of.</summary>
    private static IEnumerable<Finding> OfEnd(RunEnd end) => end.ExitCode switch
    {
        ExitCode.Paused => [new(MonitoringState.Unknown, end.Question is { } question ? $"the run waits for an answer: {question}" : "the run waits to be resumed", "a playbook for monitoring asks nobody")],
        ExitCode.Aborted => [new(MonitoringState.Unknown, "the run was stopped", null)],
        ExitCode.Internal => [new(MonitoringState.Unknown, "the program itself failed", null)],
        ExitCode.InDoubt when end.Problems.IsEmpty => [new(MonitoringState.Critical, $"step {end.Step} is in doubt", "look at the server")],
        _ => [],
    };
}
