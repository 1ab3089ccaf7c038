namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>What is known at a point of a playbook, on every way to it.</summary>
/// <param name="IsReached">Some run can come here.</param>
/// <param name="IsConfirmed">Somebody has agreed, whichever way the run came.</param>
public readonly record struct FlowState(bool IsReached, bool IsConfirmed)
{
    public static readonly FlowState Start = new(true, false);

    /// <summary>No way leads here, so that everything is true on all of them.</summary>
    public static readonly FlowState Nowhere = new(false, true);

    /// <summary>Where two ways meet.</summary>
    public FlowState Or(FlowState other) => new(IsReached || other.IsReached, IsConfirmed && other.IsConfirmed);
}
