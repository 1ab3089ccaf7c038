namespace SomaBrain.Runbooks.Yaml;

/// <summary>What a file may be at most. A playbook of 1,000 steps needs a fifth of it.</summary>
public static class YamlLimits
{
    public const int Bytes = 1024 * 1024;

    /// <summary>Collections within collections.</summary>
    public const int Levels = 32;

    /// <summary>Scalars, keys among them, and collections.</summary>
    public const int Nodes = 20_000;
}
