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
    /// <summary>A step is asked for about so many: the list need not grow.</summary>
    private const int MostKeys = 64;

    /// <summary>The list of a reader that has finished: each step of a playbook has one.</summary>
    private static List<string>? _spare;

    /// <summary>The keys that are allowed, in the order in which they became known, some of them more than once.</summary>
    private List<string> _known = Interlocked.Exchange(ref _spare, null) ?? new(MostKeys);
    private List<string>? _missing;

    public YamlNode.Mapping Node => mapping;

    public DiagnosticBag Bag => bag;

    public string What => what;

    /// <summary>Keys that are known and refused elsewhere, as they mean nothing here: no hint names them.</summary>
    public IReadOnlyCollection<string> Useless { get; set; } = [];

    /// <summary>A reader of a node that has to be a mapping; null, with an error, when it is none.</summary>
    public static MappingReader? Of(YamlNode node, DiagnosticBag bag, string what) =>
        Expect.Mapping(node, bag, what) is { } found ? new(found, bag, what) : null;

    /// <summary>The keys as they stand in the file.</summary>
    public IEnumerable<string> Keys => mapping.Entries.Select(entry => entry.Name);

    public bool Has(string key) => mapping.Entry(key) is not null;

    /// <summary>The value under a key, whatever it is; null when the key is absent.</summary>
    public YamlNode? Optional(string key) => Entry(key)?.Value;

    /// <summary>As <see cref="Optional"/>; an absent key is an error.</summary>
    public YamlNode? Required(string key) => Get(key, required: true);

    /// <summary>The key and its value; null when the key is absent.</summary>
    public YamlEntry? Entry(string key)
    {
        _known.Add(key);
        return mapping.Entry(key);
    }

    /// <summary>Keys that are allowed here and read by somebody else.</summary>
    public void Allow(params IEnumerable<string> keys) => _known.AddRange(keys);

    /// <summary>
    /// Reports missing keys, and every key that was never asked for with what is allowed. A misspelt required key is
    /// reported once, as misspelt.
    /// </summary>
    /// <returns>Whether nothing was missing or unknown.</returns>
    public bool Finish()
    {
        ICollection<string> known = mapping.Entries.Length > YamlNode.Mapping.Few ? _known.ToHashSet(StringComparer.Ordinal) : _known;
        if (_missing is null && mapping.Entries.All(entry => known.Contains(entry.Name)))
        {
            _known.Clear();
            _spare = _known;
            _known = [];
            return true;
        }

        var allowed = _known.Distinct(StringComparer.Ordinal).Except(Useless).ToList();
        var absent = allowed.Where(key => !Has(key)).ToList();
        var suggested = new HashSet<string>(StringComparer.Ordinal);
        var inText = false;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            var isPiece = CommaInText.IsPiece(entry);
            var goesOn = inText && isPiece;
            inText = goesOn;
            if (goesOn || known.Contains(entry.Name))
            {
                continue; // told with the first piece of the text, or known
            }

            if (isPiece && CommaInText.Whole(mapping, i) is { } whole)
            {
                inText = true;
                bag.Add(Problems.UnknownKey(entry.Key.Span, what, entry.Name, CommaInText.Hint(whole)));
                continue;
            }

            var word = Suggestion.For(entry.Name, absent) ?? Suggestion.For(entry.Name, allowed);
            suggested.Add(word ?? "");
            bag.Add(LookAlikeSigns.Named(Problems.UnknownKey(entry.Key.Span, what, entry.Name, OppositeKeys.Hint(entry, mapping, allowed) ?? Hint(word, allowed))));
        }

        foreach (var key in (_missing ?? []).Where(key => !suggested.Contains(key)))
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
            _missing ??= [];
            _missing.Add(key);
        }

        return found?.Value;
    }

    private static string Hint(string? word, List<string> known)
    {
        var allowed = known.Count == 0
            ? "no key is allowed here"
            : $"keys allowed here: {string.Join(", ", known.Select(key => $"`{key}`"))}";
        return word is null ? allowed : $"did you mean `{word}`? {allowed}";
    }

    private static string Named(string key) => $"`{key}`";
}
