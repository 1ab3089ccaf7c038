namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>The secrets that a run knows so far: those it began with, and those that its steps made or read.</summary>
public sealed class KnownSecrets(Masker masker)
{
    private readonly Lock _lock = new();
    private volatile Masker _masker = masker;

    /// <summary>Knows all secrets up to now. Ask again for each use.</summary>
    public Masker Masker => _masker;

    public void Add(string secret)
    {
        lock (_lock)
        {
            _masker = _masker.With(secret);
        }
    }
}
