using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Writes a recorded run as a case: what it was given, what its steps came to, and which way it went. A secret is its name.</summary>
public sealed class FixtureWriter(RecordedRun run, Playbook playbook)
{
    private readonly Dictionary<string, Step> _steps = StepPaths.Of(playbook).ToDictionary(one => one.Path, one => one.Step, StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    /// <param name="results">Each end of a step that was not computed, in order.</param>
    /// <param name="story">The way it took.</param>
    public string Write(IReadOnlyList<(Step Step, Outcome Outcome)> results, Story story, RunEnd end)
    {
        Line(0, "test: 1");
        Line(0, "cases:");
        Line(1, $"- name: {FixtureText.Quoted($"as in run {run.Opened.Run}")}");
        Line(2, $"at: {FixtureText.Quoted(Timestamps.Format(run.StartedAt))}");
        Line(2, $"operator: {FixtureText.Quoted(run.Opened.Operator)}");
        Parameters();
        Targets();
        Answers();
        Results(results);
        Expected(story, end);
        return _text.ToString();
    }

    private void Parameters()
    {
        var given = run.Opened.Parameters.Where(one => one.Value is not (Value.Secret or Value.Null or Value.Missing)).ToList();
        Heading(2, "params", given.Count);
        foreach (var one in given)
        {
            Line(3, $"{one.Name}: {(one.Value is Value.List list ? $"[{string.Join(", ", list.Items.Select(item => FixtureText.Quoted(ValueText.Of(item))))}]" : FixtureText.Scalar(one.Value))}");
        }
    }

    private void Targets()
    {
        var targets = run.Opened.Targets.Select(target => (target.Name, Members: WrittenTargets.Of(run, target, _steps))).Where(target => target.Members.Count > 0).ToList();
        Heading(2, "targets", targets.Count);
        foreach (var (name, members) in targets)
        {
            Line(3, $"{name}: {{ {string.Join(", ", members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}: {FixtureText.Scalar(member.Value)}"))} }}");
        }
    }

    private void Answers()
    {
        var answers = run.Steps.Values.OrderBy(step => step.Order)
            .Select(step => (Step: _steps.GetValueOrDefault(StepKey.Path(step.Key)), step.Answer, step.Asked, WasCancelled: step.Attempts is [.., { End.Status: StepStatus.Cancelled }]))
            .Where(one => one.Step is not null && one.Answer?.Answer is not Value.Secret && (one.Answer is not null || one.Asked is not null))
            .DistinctBy(one => one.Step!.Header.Name).ToList();
        Heading(2, "answers", answers.Count);
        foreach (var (step, answer, _, _) in answers)
        {
            Line(3, $"{FixtureText.Name(step!.Header.Name)}: {answer?.Answer switch { null => "nobody", Value.Boolean { Is: false } => "no", Value.Boolean => "yes", var said => FixtureText.Quoted(ValueText.Of(said)) }}");
        }
    }

    private void Results(IReadOnlyList<(Step Step, Outcome Outcome)> results)
    {
        var byStep = results.GroupBy(one => StepKey.Path(one.Step.Header.Name), StringComparer.Ordinal).ToList();
        var done = run.Steps.Values.Where(step => step.Skipped == Runner.AlreadyDone).Select(step => _steps.GetValueOrDefault(StepKey.Path(step.Key))?.Header.Name).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        Heading(2, "steps", byStep.Count + done.Count);
        foreach (var name in done)
        {
            Line(3, $"{FixtureText.Name(name)}: {{ done: true }}");
        }

        foreach (var step in byStep.Where(step => !done.Contains(step.Key)))
        {
            WrittenOutcome.Write(FixtureText.Name(step.Key), step, line => Line(3, line));
        }
    }

    private void Expected(Story story, RunEnd end)
    {
        Line(2, "expect:");
        Line(3, $"status: {(end.Paused ? ExpectationReader.Paused : Words.RunStatuses.Word(end.Status))}");
        Line(3, $"exit: {end.ExitCode.ToString(CultureInfo.InvariantCulture)}");
        if (end.Problems is [var why, ..] && end.ExitCode != ExitCode.Done)
        {
            Line(3, $"error: {why.Code}");
        }

        Line(3, story.Path.Count == 0 ? "path: []" : "path:");
        foreach (var step in story.Path)
        {
            Line(4, $"- {FixtureText.Name(step)}");
        }

        var arms = story.Taken.Where(one => _steps[one.Step].Blocks.Any(block => block.When is not null)).DistinctBy(one => one.Step).ToList();
        Heading(3, "arms", arms.Count);
        foreach (var (step, arm) in arms)
        {
            Line(4, $"{FixtureText.Name(_steps[step].Header.Name)}: {FixtureText.Quoted(arm)}");
        }

        Heading(3, "outputs", end.Outputs?.Fields.Length ?? 0);
        foreach (var output in end.Outputs?.Fields ?? [])
        {
            Line(4, $"{FixtureText.Name(output.Name)}: {FixtureText.Any(output.Value)}");
        }
    }

    private void Heading(int depth, string key, int count)
    {
        if (count > 0)
        {
            Line(depth, $"{key}:");
        }
    }

    private void Line(int depth, string text) => _text.Append(' ', depth * 2).Append(text).Append('\n');
}
