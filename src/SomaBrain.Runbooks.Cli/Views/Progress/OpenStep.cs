using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>A step whose intent is known and whose end is not.</summary>
/// <param name="Text">What it sends or asks.</param>
/// <param name="At">When it began, by the journal.</param>
internal sealed record OpenStep(JournalEvent.StepIntent Intent, string? Text, DateTimeOffset At)
{
    private const string Note = "note";
    private const string Read = "read";

    public string Key => Intent.Step;

    public bool IsNote => Intent.StepKind == Note;

    /// <summary>Its label says all that it sends or asks.</summary>
    public bool IsShownWhole => Intent.Title is null && Text?.Trim().Contains('\n', StringComparison.Ordinal) != true;

    public StepLine Line(StepMark mark, DateTimeOffset at)
    {
        var text = Text?.Trim();
        var end = text?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        var first = end < 0 ? text : text![..end];
        return new(mark, Key, Intent.Id, Intent.StepKind, Intent.Title ?? first, null, at - At)
        {
            More = !IsNote || text is null ? null : Intent.Title is not null ? text : end < 0 ? null : text[(end + 1)..].TrimStart('\n'),
        };
    }

    /// <summary>Of a step with arms: which it takes first. A kind whose first arm is called as itself had no choice.</summary>
    public StepLine Chose(string? arm, DateTimeOffset at) =>
        Line(StepMark.Ok, at) with { Result = arm is null ? "no arm" : arm == Intent.StepKind ? null : $"arm {arm}" };

    /// <summary>Of a step with arms: its end, after them. Null when there is nothing to say that was not said inside.</summary>
    public StepLine? Closed(JournalEvent.StepOutcome outcome)
    {
        var line = Ended(outcome, false) with { Label = null };
        return outcome.Status switch
        {
            StepStatus.Warned => line with { Result = null, Why = $"goes on after: {outcome.Failure?.Message}", Remedy = null },
            StepStatus.Ok when (KeyResult.OfFields(outcome.Result) ?? line.Result) is { } result => line with { Result = result },
            StepStatus.Failed when outcome.Failure is not null && outcome.Result is not null => line,
            StepStatus.Cancelled => line,
            _ => null,
        };
    }

    /// <param name="answeredNo">A person said no to the step's question.</param>
    public StepLine Ended(JournalEvent.StepOutcome outcome, bool answeredNo)
    {
        var mark = outcome.Status switch
        {
            StepStatus.Ok => StepMark.Ok,
            StepStatus.Warned => StepMark.Warned,
            StepStatus.Failed => StepMark.Failed,
            StepStatus.AlreadyDone => StepMark.AlreadyDone,
            _ => StepMark.Stopped,
        };
        var line = Line(mark, At + outcome.Duration);
        var named = outcome.Metric is not null && Intent.Title is null;
        return line with
        {
            Label = !named ? line.Label : KeyResult.NameOf(outcome.Metric!) is var name && name == Intent.Id ? null : name,
            Result = mark switch
            {
                StepMark.AlreadyDone => "already done",
                StepMark.Stopped => answeredNo ? "no" : "stopped",
                _ when named => KeyResult.Amount(outcome.Metric!),
                _ => outcome.ResultFile is { } file ? $"result in {file.File}" : KeyResult.Of(outcome.Result, Intent.Effect == Read, outcome.Metric),
            },
            Affected = Intent.Effect == Read ? null : KeyResult.Rows(outcome.Result),
            Why = outcome.Failure?.Message,
            Remedy = outcome.Failure?.Hint,
        };
    }
}
