using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Reads the one document of a source as a tree with positions. Stricter than YAML (`docs/language.md`, the file): what is
/// refused here could read differently to a reviewer and to a program.
/// </summary>
public static class YamlLoader
{
    /// <param name="source">The file.</param>
    /// <param name="bag">For what is wrong.</param>
    /// <param name="first">How an empty file would have to begin, where its name does not tell.</param>
    /// <returns>
    /// The root, or null when there is none. What is wrong stands in <paramref name="bag"/>; after an error that leaves the
    /// rest readable (a tag, a key given twice) there is a tree nevertheless, so that later stages can report as well.
    /// </returns>
    public static YamlNode? Load(Source source, DiagnosticBag bag, string? first = null)
    {
        if (!ForbiddenCharacters.Check(source, bag) || !HasNoDirective(source, bag))
        {
            return null;
        }

        return new TreeBuilder(new(source, bag), first).Document();
    }

    /// <summary>
    /// A line that begins with `%` is a directive to YamlDotNet 18.1.0 wherever it stands between nodes, and is dropped without a
    /// word. Inside a value of a mapping no line begins at the margin.
    /// </summary>
    private static bool HasNoDirective(Source source, DiagnosticBag bag)
    {
        for (var at = 0; at < source.Text.Length;)
        {
            if (source.Text[at] == '%')
            {
                bag.Add(Problems.Directive(ValueText.ToEndOfLine(source, at)));
                return false;
            }

            var length = source.Text.AsSpan(at).IndexOfAny('\n', '\r');
            at = length < 0 ? source.Text.Length : at + length + 1;
        }

        return true;
    }
}
