namespace SomaBrain.Runbooks.Scratch;

/// <summary>What a new scratch cluster holds.</summary>
public enum ScratchContent
{
    /// <summary>A bare cluster: the database <c>postgres</c> and nothing else.</summary>
    Empty,

    /// <summary>The role <c>soma</c> and its database <c>somabrain</c> with empty tables.</summary>
    Schema,

    /// <summary>The schema and rows up to this moment.</summary>
    Data,
}
