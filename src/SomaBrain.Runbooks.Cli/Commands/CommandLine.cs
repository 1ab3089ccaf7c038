using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>The verbs of the program.</summary>
internal static class CommandLine
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Runs operations playbooks on PostgreSQL: dry runs, questions, an auditable journal.")
        {
            RunCommand.Create(),
            PlanCommand.Create(),
            ResumeCommand.Create(givesUp: false),
            ResumeCommand.Create(givesUp: true),
            UndoCommand.Create(),
            LintCommand.Create(),
            DrillCommand.Create(),
            ExplainCommand.Create(),
            VerifyCommand.Create(),
            AnchorCommand.Create(),
            ShowCommand.Create(),
            ReportCommand.Create(),
            HistoryCommand.Create(),
            ReplayCommand.Create(),
            TestCommand.Create(),
            NewCommand.Create(),
            ViewCommand.Create(),
            ListCommand.Create(),
            SchemaCommand.Create(),
            CompletionCommand.Create(),
        };
        root.Add(CompletionCommand.Complete(root));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var told = RunViews.Progress(noColour: true);
            foreach (var error in UsageErrors.Of(parsed))
            {
                told.Line($"usage: {error}");
            }

            told.Line($"Try `runbook {(parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ")}--help`.");
            return ExitCode.Usage;
        }

        return Whole(await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }), parsed.CommandResult.Command.Name);
    }

    /// <summary>What a command prints is its result, and half of one is none. A run has done what it did: its code stays.</summary>
    private static int Whole(int code, string command)
    {
        if (RunViews.Lost is not { } why)
        {
            return code;
        }

        Output.Problems([Problems.OutputLost(FileTrouble.Of(why))], noColor: true);
        return code == ExitCode.Done && command is not ("run" or "resume" or "abort" or "undo") ? ExitCode.Failed : code;
    }
}
