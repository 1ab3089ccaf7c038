using System.CommandLine;
using System.CommandLine.Completions;
using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Explaining;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook explain RB102`: an example, what is printed, and the mend; `runbook explain 53300`: what the error catalogue knows.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { HelpName = "code", Description = "The code that stands in brackets in front of a message, or a SQLSTATE" };
        code.CompletionSources.Add(_ => Explanations.Codes.Select(known => new CompletionItem(known)));
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("explain", "Explains the code of a problem: an example and its mend") { code, format, noColor };
        command.SetAction((parsed, _) => ExplainAsync(parsed.GetRequiredValue(code), parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static async Task<int> ExplainAsync(string code, bool json, bool noColor)
    {
        if (Explanations.Of(code) is not { } explanation)
        {
            if (ErrorCatalogue.Beside(ErrorCatalogue.FileName).OfState(code.ToUpperInvariant()) is { } known)
            {
                return Known(known, json, noColor);
            }

            return await Usage.FailAsync($"there is no code `{code}`; {Hint(code)}");
        }

        var results = Output.Results(noColor);
        if (json)
        {
            results.Write(ExplanationJson.Render(explanation));
        }
        else
        {
            new ExplanationText(results).Write(explanation);
        }

        return ExitCode.Done;
    }

    /// <summary>A SQLSTATE, from the catalogue of this folder.</summary>
    private static int Known(ErrorEntry known, bool json, bool noColor)
    {
        var results = Output.Results(noColor);
        if (json)
        {
            results.Write(ExplanationJson.Render(known));
        }
        else
        {
            KnownErrorText.Write(known, results);
        }

        return ExitCode.Done;
    }

    /// <summary>Some hundred codes are no hint.</summary>
    private static string Hint(string code) => Suggestion.For(code, Explanations.Codes) is { } near
        ? $"did you mean `{near}`?"
        : "a code stands in brackets in front of a message";
}
