using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Execution;

/// <content>Before the first step.</content>
public sealed partial class Runner
{
    /// <summary>
    /// A run that may change something does not begin while a server that it works on cannot be reached, unless the playbook
    /// says that this may be. One that only reads finds out at its first use.
    /// </summary>
    private async ValueTask<bool> ReachesServersAsync()
    {
        if (setup.DryRun || setup.Playbook.AllSteps.All(step => step.Effect == Effect.Read))
        {
            return true;
        }

        var used = setup.Playbook.AllSteps.Where(step => step.Connects).Select(step => step.Header.On).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var target in setup.Playbook.Targets.Where(target => used.Contains(target.Name) && target is { MayBeDown: false, IsOptional: false, Connect: null }))
            {
                if ((await setup.Targets.MemberAsync(target.Name, "version_num", control.Cancel)).Problem is { } problem)
                {
                    _tally.Fail(problem);
                    return false;
                }
            }

            return true;
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            return Stop();
        }
    }
}
