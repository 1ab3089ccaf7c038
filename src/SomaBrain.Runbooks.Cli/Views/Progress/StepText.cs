using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>A step as plain lines, in words: `ok       4 batch: Move one batch: 2,145 rows affected (2.3 s)`.</summary>
public static class StepText
{
    private const int WordWidth = 9;
    private const string Margin = "          ";

    public static IEnumerable<string> Ended(StepLine step)
    {
        yield return $"{Word(step.Mark).PadRight(WordWidth)} {Name(step)}{Result(step)}{(step.Took is { } took ? $" ({DurationText.Of(took)})" : "")}";
        if (step.More is { } more)
        {
            foreach (var line in OneLine.Wrap(more, Channel.Endless))
            {
                yield return line.Length == 0 ? "" : $"{Margin}{line}";
            }
        }

        foreach (var line in step.Details)
        {
            yield return $"{Margin}{OneLine.Of(line)}";
        }

        if (step.Why is { } why && step.Mark != StepMark.Skipped)
        {
            yield return $"{Margin}{OneLine.Of(why)}";
        }

        if (step.Remedy is { } remedy && step.Mark == StepMark.Warned)
        {
            yield return $"{Margin}remedy: {OneLine.Of(remedy)}";
        }
    }

    public static string Running(RunningStep running, TimeSpan elapsed)
    {
        var word = running.Line.Mark == StepMark.Failed ? "waiting" : "running";
        return $"{word.PadRight(WordWidth)} {Name(running.Line)}{Result(running.Line)} ({DurationText.Of(elapsed)} so far)";
    }

    private static string Name(StepLine step)
    {
        var name = step.Id is { } id ? $"{step.Key} {OneLine.Of(id)}" : $"{step.Key} {step.StepKind}".TrimEnd();
        return step.Label is { } label ? $"{name}: {OneLine.Of(label)}" : name;
    }

    private static string Result(StepLine line) => line switch
    {
        { Mark: StepMark.Skipped, Why: { } why } => $" - {OneLine.Of(why)}",
        { Result: { } result } => $" - {OneLine.Of(result)}",
        _ => "",
    };

    private static string Word(StepMark mark) => mark switch
    {
        StepMark.Ok or StepMark.AlreadyDone => "ok",
        StepMark.Warned => "warned",
        StepMark.Failed => "failed",
        StepMark.InDoubt => "in doubt",
        StepMark.Skipped => "skipped",
        StepMark.Paused => "paused",
        StepMark.Stopped => "stopped",
        StepMark.Planned => "not run",
        _ => "retried",
    };
}
