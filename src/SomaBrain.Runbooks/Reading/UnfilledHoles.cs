using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// Text that looks as if it had a hole, under a key whose text has none: whoever wrote it takes it for a value, and it would stand
/// there as it is, as the name of a lock or a file.
/// </summary>
internal static class UnfilledHoles
{
    /// <param name="root">A whole playbook.</param>
    /// <param name="names">Knows which texts were read as such with holes.</param>
    /// <param name="problems">What is wrong already is not told twice.</param>
    public static void Check(YamlNode root, StepNames names, DiagnosticBag problems)
    {
        var wrong = new Lazy<HashSet<Position>>(() => [.. problems.Where(problem => problem.Span?.Source == root.Span.Source).Select(problem => problem.Span!.Start)]);
        Check("", root);

        bool IsWrong(YamlNode node) => wrong.Value.Count > 0 && wrong.Value.Contains(node.Span.Start);

        void Check(string key, YamlNode node)
        {
            switch (node)
            {
                case YamlNode.Scalar scalar when scalar.Text.Content.Contains("{{", StringComparison.Ordinal) && !names.HasHoles(scalar.Text) && Hole.Regex.Match(scalar.Text.Content) is { Success: true } hole && !IsWrong(scalar):
                    problems.Add(Problems.HoleNotFilled(scalar.Text.Span(hole.Index, hole.Index + hole.Length), key));
                    break;
                case YamlNode.Sequence list:
                    foreach (var item in list.Items)
                    {
                        Check(key, item);
                    }

                    break;
                case YamlNode.Mapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        if (!IsWrong(entry.Key) && !IsWrong(entry.Value))
                        {
                            Check(entry.Name, entry.Value);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>With one of our names in it; other braces are text.</summary>
    private static readonly Pattern Hole = new(@"\{\{-?\s*(params|vars|steps|targets|run|item|index|error)\b[^}]*(\}\})?");
}
