using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>The verbs of the program.</summary>
internal static class CommandLine
{
    private static readonly Verb[] Verbs =
    [
        new("run", RunCommand.Create),
        new("plan", PlanCommand.Create),
        new("resume", () => ResumeCommand.Create(givesUp: false)),
        new("abort", () => ResumeCommand.Create(givesUp: true)),
        new("undo", UndoCommand.Create),
        new("lint", LintCommand.Create),
        new("drill", DrillCommand.Create),
        new("explain", ExplainCommand.Create),
        new("verify", VerifyCommand.Create),
        new("anchor", AnchorCommand.Create),
        new("show", ShowCommand.Create),
        new("report", ReportCommand.Create),
        new("history", HistoryCommand.Create),
        new("replay", ReplayCommand.Create),
        new("test", TestCommand.Create),
        new("new", NewCommand.Create),
        new("view", ViewCommand.Create),
        new("list", ListCommand.Create),
        new("schema", SchemaCommand.Create),
        new("completion", CompletionCommand.Create),
    ];

    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = Root(args);
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

    /// <summary>With the one verb that is asked for, as making all of them takes a tenth of the time of a short command.</summary>
    private static Command Root(string[] args)
    {
        // No RootCommand: that looks for its own name by reflection and for its texts in resources, at each start.
        var root = new Command("runbook", "Runs operations playbooks on PostgreSQL: dry runs, questions, an auditable journal.")
        {
            new Option<bool>("--help", "-h", "-?") { Description = "Show help and usage information", Recursive = true, Action = new HelpAction() },
            new Option<bool>("--version") { Description = "Show version information", Action = new VersionAction() },
        };
        if (args is [var name, ..] && Array.Find(Verbs, verb => verb.Name == name) is { } asked)
        {
            root.Add(asked.Create());
            return root;
        }

        foreach (var verb in Verbs)
        {
            root.Add(verb.Create());
        }

        root.Add(CompletionCommand.Complete(root));
        return root;
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

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            RunViews.Results(noColour: true).Line(RunOpening.EngineVersion);
            return ExitCode.Done;
        }
    }

    private sealed class Verb(string name, Func<Command> create)
    {
        public string Name => name;

        public Func<Command> Create => create;
    }
}
