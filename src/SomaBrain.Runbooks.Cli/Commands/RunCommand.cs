using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class RunCommand
{
    public static Command Create()
    {
        var playbook = RunOptions.Playbook();
        var parameters = RunOptions.Parameter(playbook);
        var parametersFile = RunOptions.ParametersFile();
        var ask = RunOptions.Ask();
        var targets = RunOptions.Target(playbook);
        var version = RunOptions.ScratchVersion();
        var dryRun = new Option<bool>("--dry-run") { Description = "Executes the read steps, renders the others; the same as `plan`" };
        var yes = RunOptions.Yes();
        var operatorName = RunOptions.As();
        var format = RunOptions.Format("What is printed", "text", "json", "nagios", "prometheus", "markdown");
        var noColor = RunOptions.NoColor();
        var loudness = new LoudnessOptions();
        var command = new Command("run", "Runs a playbook") { playbook, parameters, parametersFile, ask, targets, version, dryRun, yes, operatorName, format, noColor };
        loudness.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var request = new RunRequest(
                parsed.GetRequiredValue(playbook),
                parsed.GetValue(parameters) ?? [],
                parsed.GetValue(targets) ?? [],
                parsed.GetValue(version),
                parsed.GetValue(yes),
                parsed.GetValue(operatorName),
                parsed.GetValue(noColor))
            {
                ParametersFile = parsed.GetValue(parametersFile),
                AsksForAll = parsed.GetValue(ask),
            };
            var words = parsed.GetValue(format)!;
            if (parsed.GetValue(dryRun))
            {
                return Enum.TryParse<PlanFormat>(words, ignoreCase: true, out var planFormat)
                    ? await PlanSession.RunAsync(request, planFormat)
                    : await Usage.FailAsync($"`--format {words}` is for a run, not for a dry run");
            }

            return words == "markdown"
                ? await Usage.FailAsync("`--format markdown` is for a plan: add `--dry-run`")
                : await LiveSession.RunAsync(request, Enum.Parse<RunFormat>(words, ignoreCase: true), loudness.Of(parsed));
        });
        return command;
    }
}
