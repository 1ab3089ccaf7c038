using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>What `steps.&lt;id&gt;` is after each kind of end. `status` is always there, but of a kind that has its own.</summary>
public static class StepResults
{
    public const string Stopped = "stopped";

    public static Value.Row Of(IStepKind kind, Step step, Outcome outcome) => outcome switch
    {
        Outcome.Succeeded succeeded => With("ok", kind.Results(succeeded.Result)),
        Outcome.Warned warned => With("warned", kind.Results(warned.Result)),
        Outcome.SaidNo no => With("failed", kind.Results(no.Result)),
        Outcome.Failed { Result: { } result } => WithRest(kind, step, With("failed", kind.Results(result)), new($"step `{step.Header.Name}` failed")),
        Outcome.Failed => Without(kind, step, "failed", "failed"),
        Outcome.Took { Certain: true, Arms: [var arm] } => With("ok", new([new("arm", new Value.Text(arm))])),
        Outcome.Took { Certain: true } => With("ok", new([new("arm", Value.Null.Instance)])),
        Outcome.Planned { Result: { } known } => new([.. Unknown(kind, step).Fields.Select(field => known[field.Name] is { } value ? field with { Value = value } : field)]),
        Outcome.InDoubt => Without(kind, step, "in-doubt", "is in doubt"),
        Outcome.Declined or Outcome.Interrupted => Without(kind, step, Stopped, "was stopped"),
        _ => Unknown(kind, step),
    };

    /// <summary>Of a step around those that run now, and of one whose arms did not come to their end.</summary>
    public static Value.Row Within(IStepKind kind, Step step, Outcome.Took took)
    {
        var missing = new Value.Missing($"step `{step.Header.Name}` has not come to its end");
        var result = WithRest(kind, step, Of(kind, step, took), missing);
        return step.Header.Loop is null ? result : new([.. result.Fields.Where(field => field.Name != "each"), new("each", missing)]);
    }

    /// <summary>Of a step that was stopped within its arms: the arm that it took is known.</summary>
    public static Value.Row StoppedIn(IStepKind kind, Step step, Outcome.Took took) => new(
    [
        .. Of(kind, step, new Outcome.Interrupted()).Fields.Select(field => field.Name == "arm" && took.Arms is [var arm] ? field with { Value = new Value.Text(arm) } : field),
    ]);

    /// <summary>Of a turn whose arms came to their end, and that failed behind them: what stands inside is as it was.</summary>
    public static Value.Row Failed(IStepKind kind, Step step, Value.Row turn)
    {
        var failed = Without(kind, step, "failed", "failed");
        return new([.. turn.Fields.Select(field => failed[field.Name] is { } value ? field with { Value = value } : field)]);
    }

    /// <summary>Whether a dry run knows what the step came to.</summary>
    public static bool IsKnown(Value.Row result) => result["status"] is not Value.Unknown;

    public static Value.Row Skipped(IStepKind kind, Step step) => Without(kind, step, "skipped", "was skipped");

    /// <summary>What a dry run knows of a step that it did not run.</summary>
    public static Value.Row Unknown(IStepKind kind, Step step)
    {
        var unknown = new Value.Unknown($"step {step.Header.Name}");
        return new([new("status", unknown), .. kind.MembersOf(step).Where(member => member != "status").Select(member => new Field(member, unknown)), new("each", unknown)]);
    }

    /// <summary>
    /// What a dry run knows of a step that came to its end only as steps inside were not executed. What a called playbook returns
    /// is unknown where it depends on those; where its failure ends the run, the rest of it is what everything later sees.
    /// </summary>
    public static Value.Row NotSure(IStepKind kind, Step step, Outcome end) => step.Header.OnFailure == OnFailure.Stop && step.Blocks.Any(block => block.Callee is not null)
        ? new([.. Of(kind, step, end).Fields.Select(field => field.Name == "status" ? field with { Value = new Value.Unknown($"step {step.Header.Name}") } : field)])
        : Unknown(kind, step);

    /// <summary>Of a loop over nothing.</summary>
    public static Value.Row NoTurn(IStepKind kind, Step step) =>
        new([.. Without(kind, step, "ok", "had no turn").Fields.Where(field => field.Name != "each"), new("each", new Value.List([]))]);

    private static Value.Row WithRest(IStepKind kind, Step step, Value.Row result, Value.Missing missing) =>
        new([.. result.Fields, .. kind.MembersOf(step).Where(member => result[member] is null).Select(member => new Field(member, missing))]);

    /// <summary>A kind that has a `status` of its own, such as that of a web server, keeps it; without an answer it is missing, as a word in place of a number would fit no comparison.</summary>
    private static Value.Row With(string status, Value.Row result) => result["status"] is { } own
        ? new([new("status", own), .. result.Fields.Where(field => field.Name != "status")])
        : new([new("status", new Value.Text(status)), .. result.Fields]);

    private static Value.Row Without(IStepKind kind, Step step, string status, string why)
    {
        var missing = new Value.Missing($"step `{step.Header.Name}` {why}");
        var members = kind.MembersOf(step);
        return new(
        [
            .. members.Contains("status") ? Array.Empty<Field>() : [new("status", new Value.Text(status))],
            .. members.Select(member => new Field(member, missing)),
            new("each", missing),
        ]);
    }
}
