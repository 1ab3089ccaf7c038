using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views.Playbooks;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook view FILE`: a playbook as Markdown, for people.</summary>
internal static class ViewCommand
{
    public static Command Create()
    {
        var playbook = RunOptions.Playbook();
        var paper = new Option<bool>("--paper") { Description = "With boxes to tick and lines to write on, for printing" };
        var noColor = RunOptions.NoColor();
        var command = new Command("view", "Prints a playbook as Markdown, for people") { playbook, paper, noColor };
        command.SetAction(parsed => View(parsed.GetRequiredValue(playbook), parsed.GetValue(paper), parsed.GetValue(noColor)));
        return command;
    }

    private static int View(string name, bool paper, bool noColor)
    {
        var problems = new DiagnosticBag();
        var catalog = BuiltInSteps.ForReading();
        var file = PlaybookFiles.Read(name, problems);
        var read = file is null ? null : new PlaybookReader(catalog, new CalledPlaybooks(file)).Read(file.Source, problems);
        if (read is null || YamlLoader.Load(file!.Source, new()) is not YamlNode.Mapping written)
        {
            Output.Problems(problems, noColor);
            return ExitCode.Invalid;
        }

        Output.Results(noColor).Write(PlaybookMarkdown.Render(read, written, catalog, paper));
        return ExitCode.Done;
    }
}
