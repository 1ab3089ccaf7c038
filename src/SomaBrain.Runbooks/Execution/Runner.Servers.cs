using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>Before the first change.</content>
public sealed partial class Runner
{
    private bool _reached;

    /// <summary>
    /// Nothing is changed, by a command either, before each server that the run works on has answered, unless the playbook says
    /// that it may be down. What only reads finds out at its first use.
    /// </summary>
    /// <returns>Null when the step can be carried out.</returns>
    private async ValueTask<Outcome?> UnreachedAsync(Step step, CancellationToken ct)
    {
        if (_reached || setup.DryRun || step.Effect == Effect.Read)
        {
            return null;
        }

        var used = setup.Playbook.AllSteps.Where(one => one.Connects).Select(one => one.Header.On).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var target in setup.Playbook.Targets.Where(target => used.Contains(target.Name) && target is { MayBeDown: false, IsOptional: false, Connect: null }))
            {
                if ((await setup.Targets.MemberAsync(target.Name, "version_num", ct)).Problem is { } problem)
                {
                    return new Outcome.Failed(problem);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new Outcome.Interrupted();
        }

        _reached = true;
        return null;
    }
}
