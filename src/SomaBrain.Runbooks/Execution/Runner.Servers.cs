using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>Before the first change.</content>
public sealed partial class Runner
{
    private bool _servers;

    /// <summary>
    /// Nothing is changed, by a command either, before each server that the run works on has answered, unless the playbook says
    /// that it may be down. What only reads finds out at its first use.
    /// </summary>
    private async ValueTask<Prepared> WithServersAsync(Step step, Prepared prepared, CancellationToken ct)
    {
        if (_servers || setup.DryRun || step.Effect == Effect.Read || prepared is not Prepared.Ready)
        {
            return prepared;
        }

        var used = setup.Playbook.AllSteps.Where(one => one.Connects).Select(one => one.Header.On).ToHashSet(StringComparer.Ordinal);
        foreach (var target in setup.Playbook.Targets.Where(target => used.Contains(target.Name) && target is { MayBeDown: false, IsOptional: false, Connect: null }))
        {
            if ((await setup.Targets.MemberAsync(target.Name, "version_num", ct)).Problem is { } problem)
            {
                return new Prepared.Refused(problem);
            }
        }

        _servers = true;
        return prepared;
    }
}
