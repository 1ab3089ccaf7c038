using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>The arms of one step as they follow each other.</summary>
/// <param name="place">Of the step.</param>
/// <param name="inside">With the names that its arms see: those of another playbook, if it is one.</param>
/// <param name="mark">What had gone wrong before them.</param>
internal sealed class ArmWalk(Place place, Place inside, int mark)
{
    public Place Place => place;

    public Place Inside => inside;

    public int Mark => mark;

    /// <summary>What the step comes to so far: the last arm that did not end well, unless it was settled.</summary>
    public ArmEnd Pending { get; set; } = ArmEnd.Well.Instance;

    public bool Settled { get; set; }

    /// <summary>In a dry run: how many steps before were not executed; those after make the end of this one unknown.</summary>
    public int Unexecuted { get; set; }
}
