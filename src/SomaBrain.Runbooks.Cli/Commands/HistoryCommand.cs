using System.CommandLine;
using SomaBrain.Runbooks.Cli.History;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create()
    {
        var status = HistoryOptions.Status();
        var playbook = HistoryOptions.Playbook();
        var target = HistoryOptions.Target();
        var since = HistoryOptions.Since();
        var limit = HistoryOptions.Limit();
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("history", "Lists the runs of this machine, the newest first") { status, playbook, target, since, limit, format, noColor };
        command.SetAction(parsed => History(
            new([.. parsed.GetValue(status) ?? []], parsed.GetValue(playbook), parsed.GetValue(target), parsed.GetValue(since)),
            parsed.GetValue(limit),
            parsed.GetValue(format) == "json",
            parsed.GetValue(noColor)));
        return command;
    }

    private static int History(RunFilter filter, int? limit, bool json, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var runs = new RunHistory(state.Path, state.Runs).Find(filter).Take(limit ?? int.MaxValue).ToList();
        var results = Output.Results(noColor);
        if (json)
        {
            results.Line(CanonicalJson.Text(HistoryView.ToJson(runs)));
            return ExitCode.Done;
        }

        foreach (var line in runs.Count == 0 && !filter.IsAll ? ["no such runs"] : HistoryView.Lines(runs))
        {
            results.Line(line);
        }

        return ExitCode.Done;
    }
}
