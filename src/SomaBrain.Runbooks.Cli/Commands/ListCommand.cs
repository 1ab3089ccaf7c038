using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views.Playbooks;
using SomaBrain.Runbooks.Cli.Writing;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook list`: the playbooks that are found by name.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("list", "Lists the playbooks in ./playbooks and $RUNBOOK_PATH") { format, noColor };
        command.SetAction(parsed => List(parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static int List(bool json, bool noColor)
    {
        var found = PlaybookSearch.All().ToList();
        var results = Output.Results(noColor);
        if (json)
        {
            results.Line(CanonicalJson.Text(ListView.ToJson(found)));
            return ExitCode.Done;
        }

        foreach (var line in ListView.Lines(found))
        {
            results.Line(line.Cut(results.Width));
        }

        return ExitCode.Done;
    }
}
