using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        var playbook = RunOptions.Playbook();
        var parameters = RunOptions.Parameter(playbook);
        var parametersFile = RunOptions.ParametersFile();
        var ask = RunOptions.Ask();
        var targets = RunOptions.Target(playbook);
        var version = RunOptions.ScratchVersion();
        var format = RunOptions.Format("What is printed", "text", "json", "markdown");
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Ends with 2 when the run would change something; else with 0, or the code that the run would end with" };
        var noColor = RunOptions.NoColor();
        var command = new Command("plan", "Shows what a playbook would do: executes the read steps, renders the others, changes nothing")
        {
            playbook, parameters, parametersFile, ask, targets, version, format, detailed, noColor,
        };
        command.SetAction((parsed, _) => PlanSession.RunAsync(
            new RunRequest(
                parsed.GetRequiredValue(playbook),
                parsed.GetValue(parameters) ?? [],
                parsed.GetValue(targets) ?? [],
                parsed.GetValue(version),
                Yes: false,
                Operator: null,
                parsed.GetValue(noColor))
            {
                ParametersFile = parsed.GetValue(parametersFile),
                AsksForAll = parsed.GetValue(ask),
            },
            Enum.Parse<PlanFormat>(parsed.GetValue(format)!, ignoreCase: true),
            parsed.GetValue(detailed)));
        return command;
    }
}
