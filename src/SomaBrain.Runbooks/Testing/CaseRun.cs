using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Runs one case: no connection, no process, no waiting.</summary>
public sealed class CaseRun(Playbook playbook, StepCatalog catalog, TimeProvider time)
{
    private const string RunId = "20260101T000000Z-000000";

    private readonly Dictionary<string, Step> _steps = StepPaths.Of(playbook).ToDictionary(one => one.Path, one => one.Step, StringComparer.Ordinal);

    public async ValueTask<CaseResult> RunAsync(FixtureCase one)
    {
        var began = time.GetTimestamp();
        var bag = new DiagnosticBag();
        var parameters = new ParameterBinding(playbook, _ => ("a secret, of which a test knows the name only", null)).Bind(one.Parameters, [], bag);
        if (bag.HasErrors)
        {
            return new(one.Name, [.. bag.Select(problem => problem with { Span = problem.Span ?? one.Span })], [], [], time.GetElapsedTime(began));
        }

        using var control = new RunControl();
        var answers = new FixtureAnswers(one, _steps, control);
        var targets = new FixtureTargets(playbook, one);
        var story = new Story(_steps);
        var setup = new RunSetup(
            RunId, playbook, parameters.ToDictionary(pair => pair.Key, pair => pair.Value is Value.Secret secret ? UnkeptSecret.Of(secret.Name) : pair.Value, StringComparer.Ordinal),
            targets, answers, one.Operator, story, new ReplayClock(one.At), one.At, false, Recorded.Nothing)
        {
            IsReplay = true,
        };
        var end = await new Runner(catalog, new ReplayExecutor(answers), setup, control, new NoTrace()).RunAsync();
        var problems = (answers.Lacks ?? targets.Lacks) is { } lacks ? [lacks] : Judgement.Of(one, story, end).ToImmutableArray();
        return new(one.Name, problems, [.. story.Ran], [.. story.Arms], time.GetElapsedTime(began));
    }
}
