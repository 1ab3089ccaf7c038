using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>`pg_ctl start` (or `restart`) without `-l`: the server keeps the step's output open and writes its messages there.</summary>
internal static class ServerStarts
{
    public static IEnumerable<Diagnostic> Check(ShellStep step)
    {
        if (step.Script is { } script)
        {
            foreach (var command in Commands(script.Text.Content))
            {
                if (Starts.Regex.IsMatch(command.Value) && !Logs.Regex.IsMatch(command.Value))
                {
                    yield return Problems.PgCtlWithoutLog(script.Text.Span(command.Groups["name"].Index, command.Groups["name"].Index + command.Groups["name"].Length));
                }
            }
        }
        else if (step.Arguments.FirstOrDefault(IsPgCtl) is { } name)
        {
            var words = string.Join(' ', step.Arguments.Select(argument => argument.Text.Content));
            if (Starts.Regex.IsMatch(words) && !Logs.Regex.IsMatch(words))
            {
                yield return Problems.PgCtlWithoutLog(name.Span);
            }
        }
    }

    private static IEnumerable<Match> Commands(string script) =>
        script.Contains("pg_ctl", StringComparison.Ordinal) ? Command.Regex.Matches(script).Where(found => found.Groups["name"].Success) : [];

    private static bool IsPgCtl(Expressions.Template argument) => argument.Text.Content is var text && (text == "pg_ctl" || text.EndsWith("/pg_ctl", StringComparison.Ordinal));

    // To the end of the command; a line may go on after a backslash, and no comment is a command. Each way to begin is tried at the
    // first character of a word only: tried at all of them, a line of 80 kB takes 15 seconds.
    private static readonly Pattern Command = new(@"\#[^\n]*|(?:(?<![\w./$""{}@-])(?<name>[\w./$""{}@-]*/pg_ctl)|(?<![\w-])(?<name>pg_ctl))\b(?<rest>(?:\\\r?\n|\#[^\n]*|[^\n;|&#])*)");

    private static readonly Pattern Starts = new(@"(?<![\w/-])(?:re)?start(?![\w/-])");

    private static readonly Pattern Logs = new(@"(?<!\S)(?:-[a-zA-Z]*l|--log)(?:[\s=]|\S)");
}
