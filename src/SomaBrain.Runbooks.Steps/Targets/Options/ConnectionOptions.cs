using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>Settings by key, as one source or several gave them. An empty value hides what a lower source says, as in libpq.</summary>
public sealed class ConnectionOptions
{
    public static readonly ConnectionOptions None = new([]);

    private readonly ImmutableSortedDictionary<string, ConnectionOption> _options;

    private ConnectionOptions(ImmutableArray<ConnectionOption> options) =>
        _options = options.ToImmutableSortedDictionary(option => option.Key, option => option, StringComparer.Ordinal);

    private ConnectionOptions(ImmutableSortedDictionary<string, ConnectionOption> options) => _options = options;

    public IEnumerable<ConnectionOption> All => _options.Values;

    public ConnectionOption? this[string key] => _options.GetValueOrDefault(key);

    /// <summary>The value, or null when it was not given or is empty.</summary>
    public string? Text(string key) => this[key] is { Content.Length: > 0 } option ? option.Content : null;

    /// <summary>The last one given counts.</summary>
    public ConnectionOptions With(ConnectionOption option) => new(_options.SetItem(option.Key, option));

    /// <summary>Adds it unless a stronger source already gave the key.</summary>
    public ConnectionOptions Or(ConnectionOption option) => _options.ContainsKey(option.Key) ? this : With(option);

    public override string ToString() => string.Join(' ', All);
}
