using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>A blank or a dash of another alphabet where YAML has its own: the line looks right, and nothing in it is.</summary>
internal static class LookAlikeSigns
{
    /// <summary>The problem, with a hint that names the character where its line has such a one at its beginning or behind its key.</summary>
    public static Diagnostic Named(Diagnostic problem) =>
        problem.Span is { } at && In(at.Source.Line(at.Start.Line)) is { } found
            ? problem with { Hint = $"write {LookAlikes.Meant(found)} in the place of {LookAlikes.Code(found)}, which only looks like it" }
            : problem;

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
