using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>A node of a document as it was written, with its place. Closed: scalar, sequence or mapping.</summary>
public abstract record YamlNode
{
    private YamlNode(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    /// <summary>"text", "a list", "a mapping" or "nothing": what an error says was found.</summary>
    public abstract string Kind { get; }

    /// <param name="Text">The value, which knows where each of its characters stands.</param>
    /// <param name="Style">How it was written.</param>
    public sealed record Scalar(MappedText Text, ScalarKind Style) : YamlNode(Text.Whole)
    {
        /// <summary>No value at all: `key:` and nothing after it, or what every reader of YAML takes for that.</summary>
        public bool IsNothing => Style == ScalarKind.Plain && Text.Content is "" or "null" or "Null" or "NULL" or "~";

        public override string Kind => !IsNothing ? "text" : Text.Content.Length == 0 ? "nothing" : $"`{Text.Content}`";
    }

    public sealed record Sequence(ImmutableArray<YamlNode> Items, SourceSpan Where) : YamlNode(Where)
    {
        public override string Kind => "a list";
    }

    /// <param name="Entries">In the order of the file; no key twice.</param>
    /// <param name="Where">From the first key to the end of the last value, braces included.</param>
    public sealed record Mapping(ImmutableArray<YamlEntry> Entries, SourceSpan Where) : YamlNode(Where)
    {
        /// <summary>So many keys are found as fast by looking at each.</summary>
        internal const int Few = 8;

        private Dictionary<string, YamlEntry>? _byName;

        public override string Kind => "a mapping";

        public YamlNode? this[string key] => Entry(key)?.Value;

        /// <summary>A key and its value; null when there is no such key.</summary>
        public YamlEntry? Entry(string key)
        {
            if (Entries.Length > Few)
            {
                _byName ??= Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
                return _byName.GetValueOrDefault(key);
            }

            foreach (var entry in Entries)
            {
                if (entry.Name == key)
                {
                    return entry;
                }
            }

            return null;
        }
    }
}
