using System.Text;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>Foreign text (titles, results, messages) as part of a line of ours: harmless, and without line breaks.</summary>
public static class OneLine
{
    /// <summary>White space of any length becomes one blank.</summary>
    public static string Of(string text)
    {
        var clean = TerminalText.Clean(text);
        if (!clean.AsSpan().ContainsAny("\n\t") && !clean.Contains("  ", StringComparison.Ordinal))
        {
            return clean.Trim();
        }

        var line = new StringBuilder(clean.Length);
        foreach (var c in clean)
        {
            if (c is not ('\n' or '\t' or ' '))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>With every blank it has: a phrase in it has to be typed as it stands.</summary>
    public static string Exact(string text) => TerminalText.Clean(text).Replace('\n', ' ').Replace('\t', ' ').Trim();

    /// <summary>The lines of a text, broken at blanks so that none is wider than so many columns.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        foreach (var paragraph in TerminalText.Clean(text).TrimEnd().Split('\n'))
        {
            var line = new StringBuilder();
            var width = 0;
            foreach (var word in paragraph.Replace('\t', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var size = Columns.Of(word);
                if (width > 0 && width + 1 + size > columns)
                {
                    yield return line.ToString();
                    line.Clear();
                    width = 0;
                }

                line.Append(width > 0 ? " " : "").Append(Columns.Cut(word, columns));
                width += Math.Min(size, columns) + (width > 0 ? 1 : 0);
            }

            yield return line.ToString();
        }
    }
}
