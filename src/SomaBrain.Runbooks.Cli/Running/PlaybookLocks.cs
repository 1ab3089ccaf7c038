using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Locks;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Which locks a run of a playbook takes, and taking them.</summary>
internal static class PlaybookLocks
{
    /// <summary>
    /// Its own, `lock` or its path below its root, and those that called playbooks name; none for a playbook that only reads. So
    /// two who start the same file take the same lock, wherever each has it checked out.
    /// </summary>
    public static ImmutableArray<string> Names(Playbook playbook, string path) =>
        playbook.AllSteps.All(step => step.Effect == Effect.Read)
            ? []
            : [.. playbook.Callees.Select(callee => callee.Lock).OfType<string>().Prepend(playbook.Lock ?? Default(path)).Distinct(StringComparer.Ordinal)];

    public static RunLocks Of(OpenRun run, Playbook playbook, BoundTargets targets, IStepJournal journal, IRunView view)
    {
        var names = run.Opened.Locks.IsEmpty ? Names(playbook, run.Opened.Playbook.Path) : run.Opened.Locks; // of a journal that is older than locks
        return new(
            names.IsEmpty ? [] : targets.Targets,
            names,
            new(run.Directory.Run, run.Operator, Environment.MachineName),
            new LockFiles(run.State),
            TimeProvider.System,
            taken =>
            {
                journal.Append(taken, Durability.Flushed);
                if (taken is JournalEvent.LockTaken { Local: true } local)
                {
                    var warning = Problems.LockOfThisMachine(local.Name, local.Target);
                    view.Say($"warning[{warning.Code}]: {warning.Message}");
                }
            });
    }

    private static string Default(string path)
    {
        var real = RealPath.Of(Path.GetFullPath(path));
        return Path.GetRelativePath(CallRoot.Of(real).Folder, real);
    }
}
