using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var answers = RunOptions.Answer();
        var yes = RunOptions.Yes();
        var operatorName = RunOptions.As();
        var format = RunOptions.Format("What is printed", "text", "json", "nagios", "prometheus");
        var noColor = RunOptions.NoColor();
        var quiet = RunOptions.Quiet();
        var command = new Command("resume", "Continues a run that waits for an answer") { run, answers, yes, operatorName, format, noColor, quiet };
        command.SetAction((parsed, _) => ResumeSession.RunAsync(
            parsed.GetRequiredValue(run),
            parsed.GetValue(yes),
            parsed.GetValue(answers) ?? [],
            parsed.GetValue(operatorName),
            Enum.Parse<RunFormat>(parsed.GetValue(format)!, ignoreCase: true),
            parsed.GetValue(noColor),
            parsed.GetValue(quiet)));
        return command;
    }
}
