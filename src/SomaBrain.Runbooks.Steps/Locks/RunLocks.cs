using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>
/// The locks of a run on all its targets: advisory locks in the database of each, on connections of their own, asked for
/// without waiting.
/// </summary>
public sealed class RunLocks : IRunLock, IAsyncDisposable
{
    private readonly ImmutableArray<TargetLock> _locks;
    private readonly Action<JournalEvent> _taken;

    /// <param name="targets">The servers of the run; those that are its own are left out.</param>
    /// <param name="names">The playbook's own lock first; then those that called playbooks name.</param>
    /// <param name="taken">Records that a lock was taken, on disk when it returns.</param>
    public RunLocks(IEnumerable<SessionTarget> targets, ImmutableArray<string> names, LockHolder holder, ILockFiles files, TimeProvider time, Action<JournalEvent> taken)
    {
        (Names, Holder, Files, Time, _taken) = (names, holder, files, time, taken);
        _locks = [.. targets.Where(target => !target.IsPrivate).Select(target => new TargetLock(target, this))];
    }

    internal ImmutableArray<string> Names { get; }

    internal LockHolder Holder { get; }

    internal ILockFiles Files { get; }

    internal TimeProvider Time { get; }

    public async ValueTask<Diagnostic?> HoldAsync(CancellationToken ct)
    {
        foreach (var one in _locks)
        {
            if (await one.HoldAsync(ct) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    public void Expect(string target, ServerChange change)
    {
        foreach (var one in _locks)
        {
            one.Expect(target, change);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _locks)
        {
            await one.DisposeAsync();
        }
    }

    internal bool IsOwn(int pid) => _locks.Any(one => one.Pid == pid);

    internal void Took(string target, string name, bool local, string? tookOver) => _taken(new JournalEvent.LockTaken(target, name, local) { TookOver = tookOver });
}
