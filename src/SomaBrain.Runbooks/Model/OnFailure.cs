namespace SomaBrain.Runbooks.Model;

/// <summary>What a failed step means for the run.</summary>
public enum OnFailure
{
    /// <summary>The run ends here.</summary>
    Stop,

    /// <summary>Shown as a warning; the run goes on and stays ok.</summary>
    Warn,

    /// <summary>The run goes on and ends not ok.</summary>
    Continue,
}
