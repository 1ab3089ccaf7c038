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

    /// <summary>A step that a dry run did not come to, because the run would have ended before.</summary>
    void NotReached(Step step, Place place, string reason);
}
