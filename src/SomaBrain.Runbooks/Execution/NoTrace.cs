using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A live run: the journal tells enough.</summary>
public sealed class NoTrace : IRunTrace
{
    public void Ended(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
    }

    public void Skipped(Step step, Place place, string reason)
    {
    }

    public void NotReached(Step step, Place place, string reason)
    {
    }
}
