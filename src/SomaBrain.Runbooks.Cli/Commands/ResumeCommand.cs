using System.CommandLine;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class ResumeCommand
{
    /// <param name="givesUp">`abort`: the run is settled and ended where it is, instead of going on.</param>
    public static Command Create(bool givesUp)
    {
        var run = RunOptions.Run();
        var answers = RunOptions.Answer();
        var resolve = Resolve(givesUp);
        var reason = new Option<string?>("--reason") { Description = "How you know what `--resolve` says; stands in the journal" };
        var acceptChanged = new Option<string?>("--accept-changed") { Description = "Goes on although the playbook has changed since, and why; stands in the journal" };
        var yes = RunOptions.Yes();
        var operatorName = RunOptions.As();
        var format = RunOptions.Format("What is printed", "text", "json", "nagios", "prometheus");
        var noColor = RunOptions.NoColor();
        var loudness = new LoudnessOptions();
        var command = new Command(
            givesUp ? "abort" : "resume",
            givesUp ? "Ends a run that waits, is in doubt, or was broken off: none of its other steps is run, its `finally` is" : "Continues a run that waits, is in doubt, or was broken off")
        {
            run, answers, resolve, reason,
        };
        if (!givesUp)
        {
            command.Add(acceptChanged);
        }

        foreach (var option in (Option[])[yes, operatorName, format, noColor])
        {
            command.Add(option);
        }

        loudness.AddTo(command);
        command.SetAction((parsed, _) => Refused(parsed.GetValue(resolve), parsed.GetValue(reason), parsed.GetValue(acceptChanged)) is { } refused ? Usage.FailAsync(refused) : ResumeSession.RunAsync(new ResumeRequest(
            parsed.GetRequiredValue(run),
            parsed.GetValue(yes),
            parsed.GetValue(answers) ?? [],
            parsed.GetValue(operatorName),
            Enum.Parse<RunFormat>(parsed.GetValue(format)!, ignoreCase: true),
            parsed.GetValue(noColor),
            loudness.Of(parsed))
        {
            Resolve = [.. (parsed.GetValue(resolve) ?? []).Select(text => Said(text)!.Value)],
            Reason = parsed.GetValue(reason) ?? "",
            AcceptChanged = parsed.GetValue(acceptChanged),
            GivesUp = givesUp,
        }));
        return command;
    }

    /// <summary>What a person decides stands in the journal with a reason.</summary>
    private static string? Refused(string[]? resolve, string? reason, string? acceptChanged) =>
        resolve is { Length: > 0 } && string.IsNullOrWhiteSpace(reason) ? "`--resolve` needs `--reason \"…\"`: how do you know?"
        : resolve is not { Length: > 0 } && reason is not null ? "`--reason` is for `--resolve`"
        : acceptChanged is not null && string.IsNullOrWhiteSpace(acceptChanged) ? "`--accept-changed` needs a reason"
        : null;

    private static Option<string[]> Resolve(bool givesUp)
    {
        var option = new Option<string[]>("--resolve")
        {
            Description = givesUp ? "What became of a step in doubt: STEP=done or not-done; with `--reason`" : "What became of a step in doubt: STEP=done, not-done (nothing of it: carry it out) or retry (carry it out whatever became of it); with `--reason`",
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var wrong in result.Tokens.Select(token => token.Value).Where(text => Said(text) is not { } said || (givesUp && said.Value == Resolution.Retry)))
            {
                result.AddError($"`--resolve {wrong}` is not {(givesUp ? "STEP=done or STEP=not-done" : "STEP=done, STEP=not-done or STEP=retry")}");
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
