using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>A step whose intent is known and whose end is not.</summary>
/// <param name="At">When it began, by the journal.</param>
internal sealed record OpenStep(JournalEvent.StepIntent Intent, DateTimeOffset At)
{
    private const string Note = "note";

    public string Key => Intent.Step;

    public StepLine Line(StepMark mark, DateTimeOffset at)
    {
        var text = Intent.Rendered?.Text?.Trim();
        var end = text?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        var first = end < 0 ? text : text![..end];
        var note = Intent.StepKind == Note;
        return new(mark, Key, Intent.Id, Intent.StepKind, Intent.Title ?? first, null, at - At)
        {
            More = !note || text is null ? null : Intent.Title is not null ? text : end < 0 ? null : text[(end + 1)..],
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
        return Line(mark, At + outcome.Duration) with
        {
            Result = mark switch
            {
                StepMark.AlreadyDone => "already done",
                StepMark.Stopped => answeredNo ? "no" : "stopped",
                _ => outcome.ResultFile is { } file ? $"result in {file.File}" : KeyResult.Of(outcome.Result, Intent.Effect == "read", outcome.Metric),
            },
            Why = outcome.Failure?.Message,
            Remedy = outcome.Failure?.Hint,
        };
    }
}
