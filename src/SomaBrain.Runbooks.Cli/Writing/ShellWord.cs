namespace SomaBrain.Runbooks.Cli.Writing;

/// <summary>A text as one word of a POSIX shell's command line, to be copied into one.</summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ':' or ',' or '@' or '=')
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
