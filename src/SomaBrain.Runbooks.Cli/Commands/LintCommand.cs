using System.CommandLine;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook lint FILE…`: every error of every file, together.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("playbook") { Description = "Playbooks, by path or name", Arity = ArgumentArity.OneOrMore };
        files.CompletionSources.Add(Candidates.Playbooks);
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("lint", "Checks playbooks without running anything") { files, format, noColor };
        command.SetAction(parsed => Lint(parsed.GetRequiredValue(files), parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static int Lint(string[] names, bool json, bool noColor)
    {
        var problems = new DiagnosticBag();
        var reader = new PlaybookReader(BuiltInSteps.ForReading());
        foreach (var name in names)
        {
            if (PlaybookFiles.Read(name, problems) is { } file)
            {
                reader.Read(file.Source, problems);
            }
        }

        if (json)
        {
            Output.Results(noColor).Write(DiagnosticJson.Lines(problems));
        }
        else if (problems.Count > 0)
        {
            Output.Problems(problems, noColor);
        }
        else
        {
            Output.Results(noColor).Line(names.Length == 1 ? "1 playbook, no errors" : $"{names.Length} playbooks, no errors");
        }

        return problems.HasErrors ? ExitCode.Invalid : ExitCode.Done;
    }
}
