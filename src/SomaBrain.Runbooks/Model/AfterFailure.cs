namespace SomaBrain.Runbooks.Model;

/// <summary>`after_failure`: what becomes of the changes of a run that failed.</summary>
public enum AfterFailure
{
    /// <summary>They stay.</summary>
    Stop,

    /// <summary>What is remembered to revert them is run, last first.</summary>
    Undo,
}
