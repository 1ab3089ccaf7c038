using System.CommandLine;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.Replaying;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Testing;
using SomaBrain.Runbooks.Cli.Views.Testing;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook test FILE…`: the cases beside playbooks, without a connection.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var playbooks = new Argument<string[]>("playbook")
        {
            HelpName = "playbook",
            Description = "Playbooks with a file of tests beside them: x.yaml and x.test.yaml",
            Arity = ArgumentArity.ZeroOrMore,
        };
        playbooks.CompletionSources.Add(Candidates.Playbooks);
        var from = new Option<string?>("--from") { HelpName = "run", Description = "Writes a recorded run as a file of tests instead; secrets by their names only" };
        from.CompletionSources.Add(Candidates.Runs);
        var to = new Option<string?>("--out") { Description = "With `--from`: the file to write, which must not be there yet; else standard output" };
        var format = RunOptions.Format("What is printed", "text", "json", "junit");
        var noColor = RunOptions.NoColor();
        var command = new Command("test", "Runs the cases beside playbooks, without a connection, or writes one of a recorded run") { playbooks, from, to, format, noColor };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(from) is null && parsed.GetValue(playbooks) is not { Length: > 0 })
            {
                parsed.AddError("name a playbook, or `--from RUN`");
            }

            if (parsed.GetValue(from) is null && parsed.GetValue(to) is not null)
            {
                parsed.AddError("`--out` says nothing without `--from`");
            }
        });
        command.SetAction((parsed, _) => parsed.GetValue(from) is { } run
            ? WriteAsync(run, parsed.GetValue(to), parsed.GetValue(noColor))
            : RunAsync(parsed.GetValue(playbooks) ?? [], parsed.GetValue(format)!, parsed.GetValue(noColor)));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> names, string format, bool noColor)
    {
        var problems = new DiagnosticBag();
        List<TestedPlaybook> tested = [];
        foreach (var name in names)
        {
            if (await TestedPlaybook.RunAsync(name, TimeProvider.System, problems) is { } one)
            {
                tested.Add(one);
            }
        }

        Output.Problems([.. problems, .. tested.SelectMany(one => one.Cases).SelectMany(one => one.Problems)], noColor);
        if (tested.Count == 0)
        {
            return ExitCode.Invalid; // nothing was tested, and so nothing passed
        }

        var results = Output.Results(noColor);
        foreach (var line in format switch { "json" => TestJson.Lines(tested), "junit" => TestJUnit.Lines(tested), _ => TestText.Lines(tested) })
        {
            results.Line(line);
        }

        return problems.HasErrors ? ExitCode.Invalid : tested.All(one => one.Passes) ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> WriteAsync(string name, string? path, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var problems = new DiagnosticBag();
        var text = RecordedSession.Open(state, name, problems) is { } session ? await RecordedFixture.WriteAsync(session, problems) : null;
        Output.Problems(problems, noColor);
        if (text is null)
        {
            return ExitCode.Invalid;
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (path is null)
        {
            Output.Results(noColor).Write(bytes);
            return ExitCode.Done;
        }

        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(bytes);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Output.Fail(Problems.FixtureNotWritten(path, FileTrouble.Of(e)), noColor, ExitCode.Invalid);
        }
    }
}
