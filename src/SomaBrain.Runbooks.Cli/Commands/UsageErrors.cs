using System.CommandLine;
using System.CommandLine.Parsing;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>What is wrong with a command line, in words of our own: one cause, one line.</summary>
internal static class UsageErrors
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = parsed.CommandResult.Parent is null;
        if (parsed.UnmatchedTokens is [var first, ..])
        {
            var odd = parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) ?? first;
            return [Unmatched(command, isRoot, odd)];
        }

        return isRoot
            ? [$"a command is missing: {Words(command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name))}"]
            : parsed.Errors.Select(error => Text(command, error)).Distinct();
    }

    private static string Unmatched(Command command, bool isRoot, string found)
    {
        if (found.StartsWith('-'))
        {
            var known = command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)).ToList();
            return $"{(isRoot ? "there is" : $"`{command.Name}` has")} no option `{found}`; {Suggestion.Hint(found, known, "options")}";
        }

        return isRoot
            ? $"there is no command `{found}`; {Suggestion.Hint(found, [.. command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name)], "commands")}"
            : $"`{command.Name}` does not take `{found}`{(found.Contains('=', StringComparison.Ordinal) ? $"; a parameter is given as `-p {found}`" : "")}";
    }

    private static string Text(Command command, ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => $"`{option.Option.Name}` needs a value",
        OptionResult { Tokens.Count: 0 } option => $"`{option.Option.Name}` needs a value",
        ArgumentResult { Tokens.Count: 0 } argument => $"`{command.Name}` needs a {argument.Argument.Name}: `runbook {command.Name} {argument.Argument.Name.ToUpperInvariant()}`",
        CommandResult result when command.Arguments is [var argument] && result.GetResult(argument) is not { Tokens.Count: > 0 } => $"`{command.Name}` needs a {argument.Name}: `runbook {command.Name} {argument.Name.ToUpperInvariant()}`",
        _ => error.Message,
    };

    private static string Words(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));
}
