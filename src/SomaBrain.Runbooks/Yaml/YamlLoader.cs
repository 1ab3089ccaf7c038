using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Reads the one document of a source as a tree with positions. Stricter than YAML (`docs/language.md`, the file): what is
/// refused here could read differently to a reviewer and to a program.
/// </summary>
public static class YamlLoader
{
    /// <returns>
    /// The root, or null when there is none. What is wrong stands in <paramref name="bag"/>; after an error that leaves the
    /// rest readable (a tag, a key given twice) there is a tree nevertheless, so that later stages can report as well.
    /// </returns>
    public static YamlNode? Load(Source source, DiagnosticBag bag)
    {
        if (!ForbiddenCharacters.Check(source, bag) || !HasNoDirective(source, bag))
        {
            return null;
        }

        return new TreeBuilder(new(source, bag)).Document();
    }

    private static bool HasNoDirective(Source source, DiagnosticBag bag)
    {
        var at = 0;
        while (at < source.Text.Length && source.Text[at] is '#' or '\n' or '\r')
        {
            var length = source.Text.AsSpan(at).IndexOfAny('\n', '\r');
            at = length < 0 ? source.Text.Length : at + length + 1;
        }

        if (at == source.Text.Length || source.Text[at] != '%')
        {
            return true;
        }

        bag.Add(Problems.Directive(ValueText.ToEndOfLine(source, at)));
        return false;
    }
}
