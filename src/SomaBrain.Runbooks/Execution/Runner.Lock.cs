using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>The run's lock, asked for before each effect.</content>
public sealed partial class Runner
{
    /// <returns>Null when the step can be carried out.</returns>
    private async ValueTask<Outcome?> LockedOutAsync(Step step, CancellationToken ct)
    {
        if (setup.DryRun || step.Effect == Effect.Read)
        {
            return null;
        }

        var acting = _acting;
        _acting = null; // a journal that is lost here leaves no doubt: nothing was carried out
        try
        {
            if (await setup.Lock.HoldAsync(ct) is { } problem)
            {
                return new Outcome.Failed(problem);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new Outcome.Interrupted();
        }

        Expect(step); // one that was taken only now is lost with the others
        _acting = acting;
        return null;
    }
}
