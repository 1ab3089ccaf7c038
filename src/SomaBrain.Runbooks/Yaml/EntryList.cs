using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>The entries of one mapping while it is read: keys are text, each at most once, none merges another mapping.</summary>
internal sealed class EntryList(DiagnosticBag bag)
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();
    private readonly Dictionary<string, YamlNode> _keys = new(StringComparer.Ordinal);

    public YamlNode? LastValue { get; private set; }

    public void Add(YamlNode key, YamlNode value)
    {
        LastValue = value;
        if (key is not YamlNode.Scalar { IsNothing: false, Style: not (ScalarKind.Literal or ScalarKind.Folded) } name)
        {
            bag.Add(Problems.KeyNotText(key.Span, key is YamlNode.Scalar { IsNothing: false } ? "a block of text" : key.Kind));
        }
        else if (name is { Style: ScalarKind.Plain, Text.Content: "<<" })
        {
            bag.Add(Problems.MergeKey(key.Span));
        }
        else if (!_keys.TryAdd(name.Text.Content, name))
        {
            bag.Add(Problems.DuplicateKey(key.Span, name.Text.Content, _keys[name.Text.Content].Span.Start.Line));
        }
        else
        {
            _entries.Add(new(name, value));
        }
    }

    public ImmutableArray<YamlEntry> ToImmutable() => _entries.ToImmutable();
}
