namespace SomaBrain.Runbooks.Model;

/// <summary>What a step may do to the world, from nothing to what cannot be brought back.</summary>
public enum Effect
{
    /// <summary>Changes nothing; executed by a dry run.</summary>
    Read,

    Write,

    /// <summary>Takes something away: DROP, TRUNCATE, DELETE without WHERE.</summary>
    Destroy,
}
