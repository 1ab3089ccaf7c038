using System.CommandLine;
using System.CommandLine.Completions;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook completion SHELL` prints what the shell has to be told once; then it asks `runbook complete -- WORDS`.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = CompletionScripts.Bash,
        ["zsh"] = CompletionScripts.Zsh,
        ["fish"] = CompletionScripts.Fish,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", Scripts.Keys) };
        shell.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !Scripts.ContainsKey(word)))
            {
                result.AddError($"there is no completion for `{word}`; {Suggestion.Hint(word, Scripts.Keys, "shells")}");
            }
        });
        shell.CompletionSources.Add([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that completes command lines in bash, zsh or fish") { shell };
        command.SetAction(parsed =>
        {
            Output.Results(noColor: true).Write(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCode.Done;
        });
        return command;
    }

    /// <param name="root">What is completed.</param>
    public static Command Complete(Command root)
    {
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("complete", "What could stand for the last of these words") { words };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var typed = parsed.GetValue(words) ?? [];
            var last = typed.LastOrDefault() ?? "";
            var results = Output.Results(noColor: true);
            foreach (var item in Candidates(root.Parse(typed), typed).DistinctBy(item => item.Label).Where(item => Fits(item.Label, last)))
            {
                results.Line(item.Detail is { Length: > 0 } detail ? $"{item.Label}\t{detail.ReplaceLineEndings(" ")}" : item.Label);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Behind an option that takes a value, its values: a parser believes that a value that was begun is whole.</summary>
    private static IEnumerable<CompletionItem> Candidates(ParseResult parsed, string[] typed) =>
        typed.Length > 1 && parsed.CommandResult.Command.Options.FirstOrDefault(option => option.ValueType != typeof(bool) && option.Aliases.Prepend(option.Name).Contains(typed[^2])) is { } option
            ? option.GetCompletions(parsed.GetCompletionContext())
            : parsed.GetCompletions();

    /// <summary>Options are offered when one is begun: else they would hide what a command is for.</summary>
    private static bool Fits(string label, string last) =>
        label.StartsWith(last, StringComparison.Ordinal) && (last.Length > 0 || !label.StartsWith('-')) && label != "-?";
}
