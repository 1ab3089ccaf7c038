using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Is told what became of each step, with what the journal does not keep: how a plan is made.</summary>
public interface IRunTrace
{
    void Ended(Step step, Place place, string? title, Description? description, Outcome outcome);

    /// <summary>A step of the `undo` of the one that has just ended, as far as it can be told beforehand.</summary>
    /// <param name="problem">Why it could not be kept.</param>
    void WouldUndo(Step undo, Place place, string? title, Description? description, Diagnostic? problem)
    {
    }

    void Skipped(Step step, Place place, string reason);

    /// <summary>A step that a dry run did not come to, because it was stopped.</summary>
    void NotReached(Step step, Place place, string reason);

    /// <summary>A step that the run would not come to, as it would end before: prepared as far as that can be done without asking anybody.</summary>
    /// <param name="outcome">The arms that it would take, or why it cannot be prepared.</param>
    void NotReached(Step step, Place place, string? title, Description? description, Outcome outcome, string reason)
    {
    }
}
