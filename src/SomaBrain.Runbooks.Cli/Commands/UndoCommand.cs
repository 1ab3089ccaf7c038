using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running.Undoing;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class UndoCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be undone, and what cannot be; changes nothing" };
        var yes = RunOptions.Yes();
        var operatorName = RunOptions.As();
        var format = RunOptions.Format("What is printed", "text", "json", "markdown");
        var noColor = RunOptions.NoColor();
        var loudness = new LoudnessOptions();
        var command = new Command("undo", "Reverts what a run changed: runs the `undo` of its steps, the last first") { run, dryRun, yes, operatorName, format, noColor };
        loudness.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var word = parsed.GetValue(format)!;
            PlanFormat? plan = parsed.GetValue(dryRun) ? Enum.Parse<PlanFormat>(word, ignoreCase: true) : null;
            return word == "markdown" && plan is null
                ? await Usage.FailAsync("`--format markdown` is for a plan: add `--dry-run`")
                : await UndoSession.RunAsync(new(
                    parsed.GetRequiredValue(run),
                    parsed.GetValue(yes),
                    parsed.GetValue(operatorName),
                    word == "json" ? RunFormat.Json : RunFormat.Text,
                    plan,
                    parsed.GetValue(noColor),
                    loudness.Of(parsed)));
        });
        return command;
    }
}
