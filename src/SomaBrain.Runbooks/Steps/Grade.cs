namespace SomaBrain.Runbooks.Steps;

/// <summary>How a dry run simulated a step (execution.md §2).</summary>
public enum Grade
{
    /// <summary>A `read` step, really run.</summary>
    Executed,

    /// <summary>Rendered (statement, argv, question), not run.</summary>
    Checked,

    /// <summary>Nothing can be said; the reason says why.</summary>
    NotSimulated,
}
