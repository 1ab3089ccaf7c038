using System.Collections.Immutable;
using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Running.Undoing;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("show", "Shows what a run did, step by step") { run, format, noColor };
        command.SetAction(parsed => Show(parsed.GetRequiredValue(run), parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static int Show(string name, bool json, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (run, problem) = state.Find(name);
        if (run is null)
        {
            return Output.Fail(problem!, noColor, ExitCode.Invalid);
        }

        using var journal = run.ReadJournal();
        var reader = new JournalReader(journal);
        var entries = reader.Entries().ToList();
        if (reader.Newer is var (line, version))
        {
            return Output.Fail(Problems.JournalNeedsNewer(run.Run, line, version), noColor, ExitCode.Invalid);
        }

        ImmutableArray<(string, bool)> undoneBy = [.. UndoRuns.Of(state, run.Run).Select(one => (one.Run.Run, one.Events.OfType<JournalEvent.RunClosed>().Any(closed => closed.Status == RunStatus.Done)))];
        var results = Output.Results(noColor);
        if (json)
        {
            results.Line(CanonicalJson.Text(ShowView.ToJson(entries, run.InUse, undoneBy)));
            return ExitCode.Done;
        }

        foreach (var shown in ShowView.Lines(entries, reader.Unreadable, run.InUse, undoneBy))
        {
            results.Line(shown);
        }

        return ExitCode.Done;
    }
}
