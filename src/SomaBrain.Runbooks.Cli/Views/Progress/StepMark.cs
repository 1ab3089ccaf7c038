namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>What became of a step, as one sign. The order is that of the glyphs.</summary>
public enum StepMark
{
    Ok,
    Warned,
    Failed,
    InDoubt,
    Skipped,
    Paused,

    /// <summary>`done_when` was true before.</summary>
    AlreadyDone,

    /// <summary>The operator ended it.</summary>
    Stopped,

    /// <summary>Only described, in a dry run.</summary>
    Planned,

    /// <summary>An attempt that failed and was followed by another.</summary>
    Retried,
}
