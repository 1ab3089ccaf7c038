using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>A blank or a dash of another alphabet where YAML has its own, or no blank: the line looks right, and nothing in it is.</summary>
internal static class LookAlikeSigns
{
    /// <summary>The problem, with a hint that names the character where its line has such a one at its beginning or behind its key.</summary>
    /// <param name="problem">Whose line it is.</param>
    /// <param name="mayGoOn">The line may have been taken for more of the text above.</param>
    public static Diagnostic Named(Diagnostic problem, bool mayGoOn = false)
    {
        if (problem.Span is not { } at)
        {
            return problem;
        }

        var line = at.Start.Line;
        return In(at.Source.Line(line)) is { } found ? problem with { Hint = $"write {LookAlikes.Meant(found)} in the place of {LookAlikes.Code(found)}, which only looks like it" }
            : Touched(at.Source.Line(line)) is { } touched ? problem with { Hint = $"write a blank behind `{touched}`" }
            : mayGoOn && Above(at.Source, line) is var above and > 0 && Touched(at.Source.Line(above)) is { } before
                ? problem with { Hint = string.Create(CultureInfo.InvariantCulture, $"write a blank behind `{before}` in line {above}: without it the line is text") }
            : problem;
    }

    /// <summary>The line with something in it; 0: there is none.</summary>
    private static int Above(Source source, int line)
    {
        do
        {
            line--;
        }
        while (line > 0 && source.Line(line).IsWhiteSpace());

        return line;
    }

    /// <summary>The sign behind which a blank is missing, where a line begins with what is a key but for that.</summary>
    private static char? Touched(ReadOnlySpan<char> line)
    {
        var rest = line.TrimStart(' ');
        while (rest.StartsWith("- "))
        {
            rest = rest[2..].TrimStart(' ');
        }

        var hasDash = rest.StartsWith("-");
        rest = rest[(hasDash ? 1 : 0)..];
        var length = rest.IndexOf(':');
        if (length < 2)
        {
            return null;
        }

        foreach (var sign in rest[..length])
        {
            if (!char.IsAsciiLetterLower(sign) && sign != '_')
            {
                return null;
            }
        }

        return hasDash ? '-' : rest[(length + 1)..] is [not (' ' or '\t' or ':'), ..] value && !value.StartsWith("//") ? ':' : null;
    }

    private static char? In(ReadOnlySpan<char> line)
    {
        if (LookAlikes.First(line) < 0)
        {
            return null;
        }

        var rest = line.TrimStart(" -");
        if (rest is [var first, ..] && (LookAlikes.IsBlank(first) || (LookAlikes.IsDash(first) && rest is [_, ' ' or '\u00a0', ..])))
        {
            return first;
        }

        var colon = rest.IndexOf(':');
        return colon >= 0 && colon + 1 < rest.Length && LookAlikes.IsBlank(rest[colon + 1]) && !rest[..colon].Contains(' ') ? rest[colon + 1] : null;
    }
}
