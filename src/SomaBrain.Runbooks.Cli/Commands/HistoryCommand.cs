using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create()
    {
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("history", "Lists the runs of this machine, the newest last") { format, noColor };
        command.SetAction(parsed => History(parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static int History(bool json, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var runs = state.Runs
            .Select(name => new RunDirectory(state.Path, name))
            .Where(run => File.Exists(run.Journal))
            .Select(run => run.Ends() is { } ends ? RunSummary.Of(ends.First, ends.Last, run.InUse) : null)
            .OfType<RunSummary>()
            .ToList();
        var results = Output.Results(noColor);
        if (json)
        {
            results.Line(CanonicalJson.Text(HistoryView.ToJson(RunSummary.WithUndo(runs))));
            return ExitCode.Done;
        }

        foreach (var line in HistoryView.Lines(RunSummary.WithUndo(runs)))
        {
            results.Line(line);
        }

        return ExitCode.Done;
    }
}
