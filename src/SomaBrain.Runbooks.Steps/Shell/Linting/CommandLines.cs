using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>
/// A list that was written as if a shell read it: `[psql -c 'select 1']` is one argument, the name of a file, and `|` is an argument as
/// any other.
/// </summary>
internal static class CommandLines
{
    private static readonly string[] Between = ["|", "||", "&&", ";"];

    private static readonly string[] Redirections = [">", ">>", "<"];

    /// <summary>They take such an argument for something of their own, or hand it to a shell elsewhere.</summary>
    private const string Taking = " ssh expr test [ tr grep egrep fgrep rg find printf cut sed awk jq su docker podman kubectl -exec ";

    public static IEnumerable<Diagnostic> Check(ShellStep step)
    {
        var arguments = step.Arguments;
        if (arguments.IsEmpty)
        {
            return [];
        }

        return IsLine(arguments) ? [Problems.CommandLine(arguments[0].Span, null)]
            : Sign(arguments) is { } sign ? [Problems.CommandLine(sign.Span, sign.Text.Content)]
            : [];
    }

    /// <summary>The command has a blank where no name of a file has one: before any `/`, or before an option.</summary>
    private static bool IsLine(ImmutableArray<Template> arguments)
    {
        var text = string.Concat(arguments[0].Parts.Select(part => part is TemplatePart.Literal literal ? literal.Content : "/")).Trim();
        var blank = text.AsSpan().IndexOfAny(' ', '\t');
        return blank > 0 && (!text.AsSpan(0, blank).Contains('/') || (arguments.Length == 1 && text.Contains(" -", StringComparison.Ordinal)));
    }

    /// <summary>A sign of a shell's between two commands, or before a file; behind an option it is that option's value.</summary>
    private static Template? Sign(ImmutableArray<Template> arguments)
    {
        for (var i = 1; i + 1 < arguments.Length; i++)
        {
            var text = arguments[i].Text.Content;
            if ((Redirections.Contains(text) || (Between.Contains(text) && IsCommand(arguments[i + 1].Text.Content)))
                && !arguments[i - 1].Text.Content.StartsWith('-')
                && !arguments.Take(i).Any(before => Taking.Contains($" {before.Text.Content[(before.Text.Content.LastIndexOf('/') + 1)..]} ", StringComparison.Ordinal)))
            {
                return arguments[i];
            }
        }

        return null;
    }

    private static bool IsCommand(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '.') && text[0] != '-';
}
