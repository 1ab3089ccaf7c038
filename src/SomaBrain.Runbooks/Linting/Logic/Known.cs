namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>What is known of a condition before the run.</summary>
internal enum Known
{
    /// <summary>The run tells.</summary>
    Open,

    /// <summary>It is true.</summary>
    Holds,

    /// <summary>It is false.</summary>
    No,

    /// <summary>It cannot be evaluated: the run would end there.</summary>
    Fails,
}
