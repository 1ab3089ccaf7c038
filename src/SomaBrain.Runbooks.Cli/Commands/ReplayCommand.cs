using System.CommandLine;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.Replaying;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views.Replaying;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook replay RUN`: how a run went; with `--check`, whether a changed playbook would go the same way.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var until = new Option<string?>("--until") { HelpName = "step", Description = "Ends with this step, by its id or its path" };
        var check = new Option<string?>("--check")
        {
            HelpName = "playbook",
            Description = "A playbook: its decisions are executed against what the run recorded, without any effect; 0 when it goes the same way, 2 when it diverges",
        };
        check.CompletionSources.Add(Candidates.Playbooks);
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("replay", "Shows how a run went, or checks a changed playbook against it") { run, until, check, format, noColor };
        command.SetAction((parsed, _) => parsed.GetValue(check) is not null && parsed.GetValue(until) is not null ? Usage.FailAsync("`--until` ends the story that is shown; `--check` compares the whole run: leave one out")
            : parsed.GetValue(check) is { } playbook ? CheckAsync(parsed.GetRequiredValue(run), playbook, parsed.GetValue(format) == "json", parsed.GetValue(noColor))
            : Task.FromResult(Show(parsed.GetRequiredValue(run), parsed.GetValue(until), parsed.GetValue(format) == "json", parsed.GetValue(noColor))));
        return command;
    }

    private static int Show(string name, string? until, bool json, bool noColor)
    {
        if (Open(name, noColor, out var exit) is not { } session)
        {
            return exit;
        }

        var entries = session.Entries;
        if (until is not null)
        {
            entries = StoryUntil.Step(session.Run, entries, until);
            if (entries.Count == 0)
            {
                return Output.Fail(Problems.StepNotInRun(until, session.Directory.Run), noColor, ExitCode.Invalid);
            }
        }

        Print(json, ReplayView.ToJson(entries, until), ReplayView.Lines(entries, until), noColor);
        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(string name, string playbook, bool json, bool noColor)
    {
        if (Open(name, noColor, out var exit) is not { } session)
        {
            return exit;
        }

        var problems = new DiagnosticBag();
        var result = await ReplayCheck.RunAsync(session, playbook, problems);
        Output.Problems(problems, noColor);
        if (result is null)
        {
            return ExitCode.Invalid;
        }

        Print(json, CheckView.ToJson(session.Directory.Run, playbook, result), CheckView.Lines(session.Directory.Run, playbook, result), noColor);
        return result.Divergence is null ? ExitCode.Done : ExitCode.ChangePlanned;
    }

    private static RecordedSession? Open(string name, bool noColor, out int exit)
    {
        exit = ExitCode.Failed;
        if (Output.State(noColor) is not { } state)
        {
            return null;
        }

        exit = ExitCode.Invalid;
        var problems = new DiagnosticBag();
        var session = RecordedSession.Open(state, name, problems);
        Output.Problems(problems, noColor);
        return session;
    }

    private static void Print(bool json, Json document, IEnumerable<string> lines, bool noColor)
    {
        var results = Output.Results(noColor);
        foreach (var line in json ? [CanonicalJson.Text(document)] : lines)
        {
            results.Line(line);
        }
    }
}
