using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Shell.Judging;

/// <summary>What the end of a command, which is known already, means for a step as it is written now.</summary>
internal static class ShellJudge
{
    public static Outcome Judge(ShellStep step, Outcome known)
    {
        var (result, changed) = known switch
        {
            Outcome.Succeeded succeeded => (succeeded.Result, succeeded.Changed),
            Outcome.Failed { Result: { } kept } failed when Problems.IsUnexpectedEnd(failed.Why) => (kept, step.Effect == Effect.Read ? Changed.None : Changed.Yes),
            _ => (null, Changed.None),
        };
        if (result?["exit_code"] is not Value.Integer { Whole: var exit })
        {
            return known;
        }

        if (!step.Exit.Contains(exit))
        {
            return known as Outcome.Failed ?? new Outcome.Failed(
                Problems.CommandFailed(step.Header.Span, (int)exit, null, result["stderr"] is Value.Text { Content: var said } ? said : ""),
                step.Effect == Effect.Read ? Changed.None : Changed.Unknown,
                result);
        }

        var (members, wrong) = ShellResult.Parsed(step, result);
        return wrong is not null ? new Outcome.Failed(wrong, changed, members) : new Outcome.Succeeded(members, changed);
    }
}
