using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Makes a plan of what a dry run came across.</summary>
public sealed class PlanBuilder : IRunTrace
{
    private const int MostPreviewed = 10;

    private readonly ImmutableArray<PlannedStep>.Builder _steps = ImmutableArray.CreateBuilder<PlannedStep>();

    /// <summary>Where those stand that hold others.</summary>
    private readonly List<int> _around = [];

    public void Ended(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
        if (outcome is Outcome.Took)
        {
            _around.Add(_steps.Count);
        }

        var (grade, reason) = Grade(step, description is not null, outcome);
        var result = Result(outcome);
        Add(step, place, new(
            place.Key,
            place.Depth,
            step.Header,
            title,
            step.Effect,
            grade,
            reason,
            place.Condition,
            description,
            outcome is Outcome.Took took ? Arms(step, took) : KeyResult.Of(result, step.Effect == Effect.Read, outcome.Metric),
            (outcome as Outcome.Failed)?.Why ?? (outcome as Outcome.SaidNo)?.Why ?? (outcome as Outcome.InDoubt)?.Why ?? (outcome is Outcome.Warned warned ? warned.Why with { Severity = Severity.Warning } : null))
        {
            Unknown = Unknown(description),
            Notes = [.. Notes(step, place), .. Failing(step, place, outcome), .. description?.Notes ?? [], .. Preview(outcome)],
            WouldFail = place.Condition is null && outcome is Outcome.Planned { Why: { SqlState: not null } why } ? why.Message : null,
            Observed = grade == Steps.Grade.Executed ? result : null,
        });
    }

    public void WouldUndo(Step undo, Place place, string? title, Description? description, Diagnostic? problem)
    {
        var reverted = _steps[^1];
        var grade = problem is null && !reverted.NotReached ? Steps.Grade.Checked : Steps.Grade.NotSimulated;
        var planned = new PlannedStep(place.Key, place.Depth, undo.Header, title, undo.Effect, grade, problem?.Message, place.Condition, description, null, null) { NotReached = reverted.NotReached };
        _steps[^1] = reverted with { Undo = reverted.Undo.Add(Around(undo, place, planned) with { Notes = description?.Notes ?? [], Unknown = Unknown(description), Reverts = true }) };
    }

    public void Skipped(Step step, Place place, string reason) => Add(step, place, new(
        place.Key, place.Depth, step.Header, step.Header.Title?.Text.Content, step.Effect, null, reason, place.Condition, null, null, null));

    public void NotReached(Step step, Place place, string reason) => NotReached(step, place, step.Header.Title?.Text.Content, null, new Outcome.Interrupted(), reason);

    public void NotReached(Step step, Place place, string? title, Description? description, Outcome outcome, string reason) => Add(step, place, new(
        place.Key, place.Depth, step.Header, title, step.Effect, Steps.Grade.NotSimulated, reason, place.Condition, description, outcome is Outcome.Took took ? Arms(step, took) : null, null)
    {
        NotReached = true,
        Unknown = Unknown(description),
        Notes = [.. Notes(step, place), .. Unprepared(outcome), .. description?.Notes ?? []],
    });

    /// <param name="parameters">As the run has them.</param>
    /// <param name="targets">Name and where it leads to, without password.</param>
    /// <param name="answered">Targets that answered; null: all did.</param>
    public Plan Build(
        Playbook playbook,
        IReadOnlyDictionary<string, Value> parameters,
        ImmutableArray<KeyValuePair<string, string>> targets,
        RunEnd end,
        IReadOnlyCollection<string>? answered = null) => new(
            playbook,
            [.. playbook.Parameters.Where(p => parameters.ContainsKey(p.Name)).Select(p => KeyValuePair.Create(p.Name, Shown(p, parameters[p.Name])))],
            targets,
            Graded(playbook.AllSteps.Any(step => !step.Header.Undo.IsEmpty)),
            end.ExitCode)
        {
            Outputs = end.Outputs,
            Decisive = Decisive(end.Step),
            GoesOn = end.WentOn,
            Unanswered = answered is null ? [] : [.. Asked(playbook).Except(answered, StringComparer.Ordinal)],
            Problems = end.Problems.RemoveAll(problem => _steps.Any(step => step.Problem == problem)),
        };

    /// <summary>A step that holds others was simulated no better than the worst of those.</summary>
    /// <param name="someRevert">An operator looks for those that nothing reverts.</param>
    private ImmutableArray<PlannedStep> Graded(bool someRevert)
    {
        var steps = _steps.ToArray();
        foreach (var at in _around)
        {
            for (var i = at + 1; i < steps.Length && steps[i].Depth > steps[at].Depth; i++)
            {
                steps[at] = steps[i].Grade > steps[at].Grade ? steps[at] with { Grade = steps[i].Grade, Observed = null } : steps[at];
            }
        }

        for (var i = 0; i < steps.Length && someRevert; i++)
        {
            steps[i] = SayWithoutUndo(steps[i]);
        }

        return [.. steps];
    }

    /// <summary>The last of that name that failed.</summary>
    private PlannedStep? Decisive(string? name)
    {
        PlannedStep? last = null;
        foreach (var step in _steps)
        {
            last = step.Problem is { Severity: Severity.Error } && step.Header.Name == name ? step : last;
        }

        return last;
    }

    /// <summary>Targets whose steps the plan holds for simulated.</summary>
    private IEnumerable<string> Asked(Playbook playbook) => playbook.AllSteps
        .Where(step => step.Connects && _steps.Any(planned => planned.Simulated && ReferenceEquals(planned.Header, step.Header)))
        .Select(step => step.Header.On).OfType<string>().Distinct(StringComparer.Ordinal);

    private static PlannedStep SayWithoutUndo(PlannedStep step) =>
        step.MayChange && step.Header.Undo.IsEmpty && step.Description is not null ? step with { Notes = step.Notes.Add("it has no `undo`") } : step;

    private static string Shown(Parameter parameter, Value value) => value is Value.Secret
        ? $"secret from {parameter.From ?? "the operator"}"
        : ValueText.Of(value);

    /// <summary>Of a step that is skipped nobody asks where it acts.</summary>
    private void Add(Step step, Place place, PlannedStep planned) => _steps.Add(planned.Grade is null ? planned : Around(step, place, planned));

    /// <summary>With where it acts, how often, and what it was told.</summary>
    private static PlannedStep Around(Step step, Place place, PlannedStep planned) => planned with
    {
        On = step.UsesTarget ? step.Header.On : null,
        Database = step.Header.Database is { } database ? StepTerms.Text(database, place.Scope) : null,
        Loop = StepTerms.Loop(step.Header.Loop, place.Scope),
        Terms = StepTerms.Of(step, place.Scope),
    };

    private static (Grade Grade, string? Reason) Grade(Step step, bool wasDescribed, Outcome outcome) => outcome switch
    {
        Outcome.Planned planned => (planned.Grade, planned.Reason),
        Outcome.Took { Certain: false } => (Steps.Grade.Checked, "which arm is taken is known only in the run"),
        Outcome.Failed when !wasDescribed => (Steps.Grade.NotSimulated, "it cannot be prepared"),
        Outcome.Failed when step.Effect != Effect.Read => (Steps.Grade.NotSimulated, "it would be refused"),
        Outcome.Failed { Result: null, Why: var why } => (Steps.Grade.NotSimulated, why.Message), // tried, and never carried out
        Outcome.Interrupted => (Steps.Grade.NotSimulated, "stopped by the operator"),
        _ => (Steps.Grade.Executed, null),
    };

    private static IEnumerable<string> Notes(Step step, Place place)
    {
        if (place.Note is { } note)
        {
            yield return note;
        }

        if (!step.Header.Undo.IsEmpty)
        {
            yield return $"its `undo` is remembered: {KeyResult.Count(step.Header.Undo.Length, "step", "steps")}";
        }
    }

    private static IEnumerable<string> Unprepared(Outcome outcome) =>
        ((outcome as Outcome.Failed)?.Why ?? (outcome as Outcome.Planned)?.Why) is { } why ? [$"it cannot be prepared: {why.Message}"] : [];

    /// <summary>What a failure of the dry run means for the run.</summary>
    private static IEnumerable<string> Failing(Step step, Place place, Outcome outcome)
    {
        if (outcome is Outcome.Failed or Outcome.SaidNo && (place.Condition is not null || step.Header.OnFailure != OnFailure.Stop))
        {
            yield return (place.Condition, step.Header.OnFailure) switch
            {
                (not null, OnFailure.Stop) => "it failed here; the run fails only where it comes to it",
                (_, var rule) => $"it failed here; the run goes on (`on_failure: {(rule == OnFailure.Warn ? "warn" : "continue")}`)",
            };
        }
    }

    /// <summary>The first rows that a preview gave, one a line.</summary>
    private static IEnumerable<string> Preview(Outcome outcome)
    {
        if ((outcome as Outcome.Planned)?.Preview?["rows"] is not Value.List rows)
        {
            return [];
        }

        var shown = rows.Items.OfType<Value.Row>().Take(MostPreviewed)
            .Select(row => $"preview: {string.Join(", ", row.Fields.Select(field => $"{field.Name} {ValueText.Of(field.Value)}"))}");
        return rows.Items.IsEmpty ? ["preview: no row"]
            : rows.Items.Length <= MostPreviewed ? shown
            : shown.Append($"preview: {KeyResult.Count(rows.Items.Length, "row", "rows")} in all");
    }

    private static Value.Row? Result(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded succeeded => succeeded.Result,
        Outcome.Warned warned => warned.Result,
        Outcome.SaidNo no => no.Result,
        Outcome.Failed failed => failed.Result,
        Outcome.Planned planned => planned.Observed,
        _ => null,
    };

    private static string? Arms(Step step, Outcome.Took took) => took.Arms switch
    {
        [] => "no arm",
        [var only] when only == step.Header.Keyword => null, // it had no choice
        [var arm] => $"arm {arm}",
        var arms => $"arms {string.Join(", ", arms)}",
    };

    private static ImmutableArray<string> Unknown(Description? description) =>
        description is null ? [] : [.. description.Values.SelectMany(Until).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Until(Value value) => value switch
    {
        { AsUnknown: { } unknown } => [unknown.Until],
        Value.List list => list.Items.SelectMany(Until),
        Value.Row row => row.Fields.SelectMany(field => Until(field.Value)),
        _ => [],
    };
}
