using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What is counted in a file before anything is made of it.</summary>
/// <param name="Nodes">Scalars, keys among them, and collections.</param>
/// <param name="Patterns">Where the regular expressions of parameters and of questions stand.</param>
internal sealed record TreeCount(int Nodes, IReadOnlyList<SourceSpan> Patterns)
{
    private const string Pattern = "pattern";

    public static TreeCount Of(YamlNode root)
    {
        List<SourceSpan> patterns = [];
        return new(Count(root, patterns), patterns);
    }

    private static int Count(YamlNode node, List<SourceSpan> patterns)
    {
        var count = 1;
        switch (node)
        {
            case YamlNode.Sequence list:
                foreach (var item in list.Items)
                {
                    count += Count(item, patterns);
                }

                break;
            case YamlNode.Mapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    if (entry.Name == Pattern)
                    {
                        patterns.Add(entry.Key.Span);
                    }

                    count += 1 + Count(entry.Value, patterns);
                }

                break;
        }

        return count;
    }
}
