namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>The secrets that a run knows so far: those it began with, and those that its steps made or read.</summary>
public sealed class KnownSecrets(Masker masker)
{
    /// <summary>Texts of sensitive results that a run knows at most: each one more makes masking dearer.</summary>
    private const int MostFound = 256;

    private readonly Lock _lock = new();
    private volatile Masker _masker = masker;
    private int _found;

    /// <summary>Knows all secrets up to now. Ask again for each use.</summary>
    public Masker Masker => _masker;

    public void Add(string secret)
    {
        lock (_lock)
        {
            _masker = _masker.With(secret);
        }
    }

    /// <summary>Texts that are secret for where they were found; of very many the first ones.</summary>
    public void AddFound(IReadOnlyCollection<string> texts)
    {
        lock (_lock)
        {
            var some = Math.Min(texts.Count, MostFound - _found);
            _found += some;
            _masker = _masker.With(texts.Take(some));
        }
    }
}
