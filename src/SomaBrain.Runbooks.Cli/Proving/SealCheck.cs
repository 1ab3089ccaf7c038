namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What came of looking for a seal. Closed: the records below are all there are.</summary>
public abstract record SealCheck
{
    private SealCheck()
    {
    }

    public sealed record None : SealCheck;

    /// <summary>It is not a signature over these bytes.</summary>
    public sealed record Broken(string Why) : SealCheck;

    /// <summary>A signature over these bytes, of somebody whose seal does not count.</summary>
    public sealed record Stranger(string Key) : SealCheck;

    /// <param name="Key">`SHA256:…`</param>
    /// <param name="Principal">As `allowed_signers` calls the owner; null when nobody said whose seals count.</param>
    public sealed record By(string Key, string? Principal) : SealCheck;
}
