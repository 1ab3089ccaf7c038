using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Reads a mapping key by key: every getter makes its key known and gives null when it is absent or wrong (then the reason
/// is in the bag). <see cref="Finish"/> must be called at the end: it reports missing and unknown keys.
/// </summary>
/// <param name="mapping">What is read.</param>
/// <param name="bag">Where errors go.</param>
/// <param name="what">What an error calls the mapping: "step", "the playbook".</param>
public sealed partial class MappingReader(YamlNode.Mapping mapping, DiagnosticBag bag, string what)
{
    /// <summary>A step has about so many: the list need not grow four times.</summary>
    private const int MostKeys = 32;

    private readonly Dictionary<string, YamlEntry> _entries = mapping.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    private readonly OrderedDictionary<string, bool> _known = new(MostKeys, StringComparer.Ordinal);
    private readonly List<string> _missing = [];

    public YamlNode.Mapping Node => mapping;

    public DiagnosticBag Bag => bag;

    public string What => what;

    /// <summary>A reader of a node that has to be a mapping; null, with an error, when it is none.</summary>
    public static MappingReader? Of(YamlNode node, DiagnosticBag bag, string what) =>
        Expect.Mapping(node, bag, what) is { } found ? new(found, bag, what) : null;

    /// <summary>The keys as they stand in the file.</summary>
    public IEnumerable<string> Keys => mapping.Entries.Select(entry => entry.Name);

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>The value under a key, whatever it is; null when the key is absent.</summary>
    public YamlNode? Optional(string key) => Entry(key)?.Value;

    /// <summary>As <see cref="Optional"/>; an absent key is an error.</summary>
    public YamlNode? Required(string key) => Get(key, required: true);

    /// <summary>The key and its value; null when the key is absent.</summary>
    public YamlEntry? Entry(string key)
    {
        _known.TryAdd(key, true);
        return _entries.GetValueOrDefault(key);
    }

    /// <summary>Keys that are allowed here and read by somebody else.</summary>
    public void Allow(params IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            _known.TryAdd(key, true);
        }
    }

    /// <summary>
    /// Reports missing keys, and every key that was never asked for with what is allowed. A misspelt required key is
    /// reported once, as misspelt.
    /// </summary>
    /// <returns>Whether nothing was missing or unknown.</returns>
    public bool Finish()
    {
        var unknown = mapping.Entries.Where(entry => !_known.ContainsKey(entry.Name)).ToList();
        if (unknown.Count == 0 && _missing.Count == 0)
        {
            return true;
        }

        var absent = _known.Keys.Where(key => !Has(key)).ToList();
        var suggested = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in unknown)
        {
            var word = Suggestion.For(entry.Name, absent) ?? Suggestion.For(entry.Name, _known.Keys);
            suggested.Add(word ?? "");
            bag.Add(Problems.UnknownKey(entry.Key.Span, what, entry.Name, Hint(word)));
        }

        foreach (var key in _missing.Where(key => !suggested.Contains(key)))
        {
            bag.Add(Problems.MissingKey(mapping.Span, what, key));
        }

        return false;
    }

    private YamlNode? Get(string key, bool required)
    {
        var found = Entry(key);
        if (found is null && required)
        {
            _missing.Add(key);
        }

        return found?.Value;
    }

    private string Hint(string? word)
    {
        var allowed = _known.Count == 0
            ? "no key is allowed here"
            : $"keys allowed here: {string.Join(", ", _known.Keys.Select(key => $"`{key}`"))}";
        return word is null ? allowed : $"did you mean `{word}`? {allowed}";
    }

    private static string Named(string key) => $"`{key}`";
}
