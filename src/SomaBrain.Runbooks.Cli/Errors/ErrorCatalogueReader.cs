using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Errors;

/// <summary>Reads an error catalogue (`schemas/errors.schema.json`, `docs/errors.md`).</summary>
public static class ErrorCatalogueReader
{
    /// <returns>The entries that are right; what is wrong is in the bag.</returns>
    public static ImmutableArray<ErrorEntry> Read(Source source, DiagnosticBag problems)
    {
        if (YamlLoader.Load(source, problems) is not { } root || MappingReader.Of(root, problems, "an error catalogue") is not { } file)
        {
            return [];
        }

        file.Integer("errors", 1, 1, required: true);
        var entries = file.List("entries", required: true);
        file.Finish();
        Dictionary<string, SourceSpan> seen = new(StringComparer.Ordinal);
        return [.. (entries?.Items ?? []).Select(node => Entry(node, seen, problems)).OfType<ErrorEntry>()];
    }

    private static ErrorEntry? Entry(YamlNode node, Dictionary<string, SourceSpan> seen, DiagnosticBag problems)
    {
        if (MappingReader.Of(node, problems, "an entry") is not { } reader)
        {
            return null;
        }

        var state = reader.Parsed("sqlstate", "five digits and capital letters, such as `53300`", State);
        var pattern = reader.Text("pattern");
        var (name, cause, solution) = (reader.String("name", required: true), reader.String("cause", required: true), reader.String("solution", required: true));
        var playbook = reader.String("playbook");
        var mayPass = reader.Boolean("retry") ?? false;
        reader.Finish();
        if (reader.Has("sqlstate") == reader.Has("pattern"))
        {
            problems.Add(Problems.ErrorNotNamed(node.Span));
            return null;
        }

        if (pattern is { Content.Length: < 3 } tooShort)
        {
            problems.Add(Problems.WrongOption(tooShort.Whole, tooShort.Content, "words of a message, three letters at least"));
            return null;
        }

        if ((state ?? pattern?.Content) is not { } key || name is null || cause is null || solution is null)
        {
            return null;
        }

        if (!seen.TryAdd(key, node.Span))
        {
            problems.Add(Problems.ErrorTwice(node.Span, key, seen[key]));
        }

        return new(state, pattern?.Content, name, cause.Trim(), solution.Trim(), playbook, mayPass);
    }

    private static string? State(string text) => text.Length == 5 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) ? text : null;
}
