using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Create()
    {
        var run = RunOptions.Run();
        var answers = RunOptions.Answer();
        var resolve = Resolve();
        var reason = new Option<string?>("--reason") { Description = "How you know what `--resolve` says; stands in the journal" };
        var acceptChanged = new Option<string?>("--accept-changed") { Description = "Goes on although the playbook has changed since, and why; stands in the journal" };
        var yes = RunOptions.Yes();
        var operatorName = RunOptions.As();
        var format = RunOptions.Format("What is printed", "text", "json", "nagios", "prometheus");
        var noColor = RunOptions.NoColor();
        var quiet = RunOptions.Quiet();
        var command = new Command("resume", "Continues a run that waits, is in doubt, or was broken off") { run, answers, resolve, reason, acceptChanged, yes, operatorName, format, noColor, quiet };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(resolve) is not null && string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
            {
                parsed.AddError("`--resolve` needs `--reason \"…\"`: how do you know?");
            }

            if (parsed.GetResult(acceptChanged) is not null && string.IsNullOrWhiteSpace(parsed.GetValue(acceptChanged)))
            {
                parsed.AddError("`--accept-changed` needs a reason");
            }
        });
        command.SetAction((parsed, _) => ResumeSession.RunAsync(new ResumeRequest(
            parsed.GetRequiredValue(run),
            parsed.GetValue(yes),
            parsed.GetValue(answers) ?? [],
            parsed.GetValue(operatorName),
            Enum.Parse<RunFormat>(parsed.GetValue(format)!, ignoreCase: true),
            parsed.GetValue(noColor),
            parsed.GetValue(quiet))
        {
            Resolve = [.. (parsed.GetValue(resolve) ?? []).Select(text => Said(text)!.Value)],
            Reason = parsed.GetValue(reason) ?? "",
            AcceptChanged = parsed.GetValue(acceptChanged),
        }));
        return command;
    }

    private static Option<string[]> Resolve()
    {
        var option = new Option<string[]>("--resolve")
        {
            Description = "What became of a step in doubt: STEP=done, not-done (nothing of it: carry it out) or retry (carry it out whatever became of it); with `--reason`",
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var wrong in result.Tokens.Select(token => token.Value).Where(text => Said(text) is null))
            {
                result.AddError($"`--resolve {wrong}` is not STEP=done, STEP=not-done or STEP=retry");
            }
        });
        return option;
    }

    private static KeyValuePair<string, Resolution>? Said(string text)
    {
        var equals = text.LastIndexOf('=');
        var word = text[(equals + 1)..];
        return equals > 0 && Words.Resolutions.Any(known => known.Item2 == word) ? new(text[..equals], Words.Resolutions.Read(word)) : null;
    }
}
