using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>Locks between the processes of this machine, for servers that do not answer; and what this machine knows of its runs.</summary>
public interface ILockFiles
{
    /// <summary>Exactly one of the two is not null. Disposing it gives the lock back.</summary>
    (IDisposable? Held, Diagnostic? Problem) Try(string target, string name, LockHolder holder);

    /// <summary>Whether a run of this machine has a program that executes it; null when it is none of this machine.</summary>
    bool? IsAlive(string run);
}
