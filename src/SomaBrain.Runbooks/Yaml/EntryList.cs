using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>The entries of one mapping while it is read: keys are text, each at most once, none merges another mapping.</summary>
internal sealed class EntryList(DiagnosticBag bag)
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();

    /// <summary>The names so far, when they are many.</summary>
    private HashSet<string>? _names;

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
        else if (!IsNew(name.Text.Content))
        {
            bag.Add(Problems.DuplicateKey(key.Span, name.Text.Content, _entries.First(entry => entry.Name == name.Text.Content).Key.Span.Start.Line));
        }
        else
        {
            _entries.Add(new(name, value));
        }
    }

    public ImmutableArray<YamlEntry> ToImmutable() => _entries.DrainToImmutable();

    private bool IsNew(string name)
    {
        if (_entries.Count > YamlNode.Mapping.Few)
        {
            _names ??= _entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
            return _names.Add(name);
        }

        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Name == name)
            {
                return false;
            }
        }

        return true;
    }
}
