using System.CommandLine;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook anchor RUN`: makes up for anchors and a seal that were out of reach when a run was closed.</summary>
internal static class AnchorCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var targets = new Option<string?>("--targets") { Description = "The runbook.targets.yaml that names the anchors and the key; else that of the playbook, or of this directory" };
        var operatorName = RunOptions.As();
        var noColor = RunOptions.NoColor();
        var command = new Command("anchor", "Gives the end of a run to anchors that missed it, and seals it where the seal is missing") { run, targets, operatorName, noColor };
        command.SetAction(parsed => Anchor(parsed.GetRequiredValue(run), parsed.GetValue(targets), OperatorName.Of(parsed.GetValue(operatorName)), parsed.GetValue(noColor)));
        return command;
    }

    private static int Anchor(string name, string? targets, string by, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (directory, problem) = state.Find(name);
        if (directory is null)
        {
            return Output.Fail(problem!, noColor, ExitCode.Invalid);
        }

        var (held, refusal) = directory.TryOpenJournal();
        using var _ = held;
        if (refusal is not null)
        {
            return Output.Fail(refusal, noColor, ExitCode.Failed);
        }

        var problems = new DiagnosticBag();
        var said = new LateProof(state, directory, by).Give(new(null, null, targets), problems);
        foreach (var line in said ?? [])
        {
            Output.Results(noColor).Line(line);
        }

        Output.Problems(problems, noColor);
        return said is null ? ExitCode.Invalid : problems.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
