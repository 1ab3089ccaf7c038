using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>`pg_ctl start` (or `restart`) without `-l`: the server keeps the step's output open and writes its messages there.</summary>
internal static partial class ServerStarts
{
    public static IEnumerable<Diagnostic> Check(ShellStep step)
    {
        if (step.Script is { } script)
        {
            foreach (Match command in Command().Matches(script.Text.Content))
            {
                if (Starts().IsMatch(command.Value) && !Logs().IsMatch(command.Value))
                {
                    yield return Problems.PgCtlWithoutLog(script.Text.Span(command.Groups["name"].Index, command.Groups["name"].Index + command.Groups["name"].Length));
                }
            }
        }
        else if (step.Arguments.FirstOrDefault(IsPgCtl) is { } name)
        {
            var words = string.Join(' ', step.Arguments.Select(argument => argument.Text.Content));
            if (Starts().IsMatch(words) && !Logs().IsMatch(words))
            {
                yield return Problems.PgCtlWithoutLog(name.Span);
            }
        }
    }

    private static bool IsPgCtl(Expressions.Template argument) => argument.Text.Content is var text && (text == "pg_ctl" || text.EndsWith("/pg_ctl", StringComparison.Ordinal));

    // To the end of the command; a line may go on after a backslash, and no comment is a command.
    [GeneratedRegex(@"(?<=^[^#\n]*)(?<![\w-])(?<name>(?:[\w./$""{}@-]*/)?pg_ctl)\b(?<rest>(?:\\\r?\n|[^\n;|&])*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w/-])(?:re)?start(?![\w/-])", RegexOptions.CultureInvariant)]
    private static partial Regex Starts();

    [GeneratedRegex(@"(?<!\S)(?:-[a-zA-Z]*l|--log)(?:[\s=]|\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Logs();
}
