using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Counts regular expressions before anything is made of them: each takes a millisecond and a megabyte to get ready.</summary>
internal static class PatternLimit
{
    private const string Key = "pattern";

    /// <summary>Patterns of parameters and of questions in one playbook.</summary>
    private const int Most = 50;

    public static bool Check(YamlNode root, DiagnosticBag problems)
    {
        var left = Most;
        if (OneTooMany(root, ref left) is not { } span)
        {
            return true;
        }

        problems.Add(Problems.BadParameter(span, Key, $"there are more than {Most} patterns", "check the texts in a step, with `assert`"));
        return false;
    }

    private static Text.SourceSpan? OneTooMany(YamlNode node, ref int left)
    {
        if (node is YamlNode.Sequence list)
        {
            foreach (var item in list.Items)
            {
                if (OneTooMany(item, ref left) is { } span)
                {
                    return span;
                }
            }
        }
        else if (node is YamlNode.Mapping mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                if (entry.Name == Key && --left < 0)
                {
                    return entry.Key.Span;
                }

                if (OneTooMany(entry.Value, ref left) is { } span)
                {
                    return span;
                }
            }
        }

        return null;
    }
}
