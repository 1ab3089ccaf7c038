using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A password as the default of a parameter: `password: { type: string, default: … }`, in one line or in several.</summary>
internal static class PasswordDefaults
{
    /// <summary>More keys no parameter has; nothing is looked for further away.</summary>
    private const int MostLines = 12;

    /// <summary>The defaults themselves, without their quotes.</summary>
    public static IEnumerable<Group> In(string text) =>
        text.Contains("default", StringComparison.Ordinal)
            ? InLine.Regex.Matches(text).Where(found => IsText(found.Value)).Select(found => Default.Regex.Match(text, found.Index, found.Length)).Concat(InBlocks(text)).Where(found => found.Success).Select(found => found.Groups["secret"])
            : [];

    private static IEnumerable<Match> InBlocks(string text)
    {
        foreach (Match name in Name.Regex.Matches(text))
        {
            var indent = name.Groups["indent"].Length;
            var start = name.Index + name.Length;
            var end = start;
            for (var lines = 0; lines < MostLines && end < text.Length && IsWithin(text.AsSpan(end), indent); lines++)
            {
                end = text.IndexOf('\n', end) is >= 0 and var next ? next + 1 : text.Length;
            }

            if (IsText(text[start..end]))
            {
                yield return Default.Regex.Match(text, start, end - start);
            }
        }
    }

    private static bool IsWithin(ReadOnlySpan<char> line, int indent)
    {
        var deep = line.IndexOfAnyExcept(' ');
        return deep > indent || (deep >= 0 && line[deep] is '\r' or '\n');
    }

    /// <summary>A `path` to a password is none, nor is a number of days.</summary>
    private static bool IsText(string declaration) => !Type.Regex.IsMatch(declaration);

    private static readonly Pattern InLine = new(@"(?:password|passwd|passphrase)[""']?[ \t]*:[ \t]*\{[^{}\r\n]*\}");

    private static readonly Pattern Name = new(@"pass(?:word|wd|phrase)[""']?[ \t]*:[ \t]*(?:#[^\r\n]*)?\r?\n(?<=^(?<indent>[ ]*)[""']?\w*:.*\r?\n)", RegexOptions.Multiline);

    private static readonly Pattern Default = new(@"(?<![\w-])[""']?default[""']?[ \t]*:[ \t]+(?:'(?<secret>[^'\r\n]+)'|""(?<secret>[^""\r\n]+)""|(?<secret>[^\s'""{}\[\],&*|>#!%@`][^\s,{}\[\]#]*))");

    private static readonly Pattern Type = new(@"(?<![\w-])[""']?type[""']?[ \t]*:[ \t]*[""']?(?!string|enum)\w");
}
