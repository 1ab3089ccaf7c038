using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook verify RUN`: whether a journal is as it was written, against the site log. Works without any server.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("verify", "Checks that the journal of a run was not changed") { run, format, noColor };
        command.SetAction(parsed => Verify(parsed.GetRequiredValue(run), parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static int Verify(string name, bool json, bool noColor)
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

        var site = state.SiteLog(TimeProvider.System).Read();
        using var journal = run.ReadJournal();
        var verdict = site.Verify(journal, run.Run);
        if (json)
        {
            Output.Results(noColor).Line(CanonicalJson.Text(VerifyView.ToJson(run.Run, verdict)));
        }
        else
        {
            foreach (var line in VerifyView.Lines(run.Run, verdict))
            {
                Output.Results(noColor).Line(line);
            }
        }

        if (VerifyView.Problem(run.Run, verdict) is { } wrong)
        {
            Output.Problems([wrong], noColor);
        }

        Output.Problems([.. VerifyView.SiteProblems(Path.Combine(state.Path, "site.jsonl"), site, [.. state.Runs])], noColor);
        return verdict.ExitCode;
    }
}
