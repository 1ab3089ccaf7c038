namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB540–RB547: the lock that keeps two runs apart.</content>
public static partial class Problems
{
    /// <param name="holder">Run, operator and host, as the lock's session names them.</param>
    /// <param name="since">How long it has been held, and since when.</param>
    public static Diagnostic LockHeld(string name, string target, string holder, string since, int pid) => Error(
        "RB540", null, $"`{name}` is locked on target `{target}` by {holder}, {since} (server process {pid})",
        "wait until that run ends, and look at what it did before you run this again: `runbook history` on its machine tells");

    public static Diagnostic LockHeldByDead(string name, string target, string holder, string since, int pid) => Error(
        "RB541", null, $"`{name}` is locked on target `{target}` by {holder}, {since}; its program is gone, but its session is still there (server process {pid})",
        $"`runbook show` tells how far that run came; `runbook resume` of it takes the lock over; or end the session: `SELECT pg_terminate_backend({pid})`");

    public static Diagnostic LockThroughPooler(string name, string target, string server) => Error(
        "RB542", null, $"target `{target}` ({server}) is reached through a pooler that gives each transaction another session, so the lock `{name}` would not hold",
        "connect to the server itself, or to a port of the pooler with `pool_mode = session`");

    public static Diagnostic LockLost(string name, string target, string why) => Error(
        "RB543", null, $"the lock `{name}` on target `{target}` was lost: {why}; another run may have begun, so nothing more is changed",
        "look at what happened to the server or the network, and whether another run has begun; a step that restarts the server says `changes: [session]`, one that ends sessions leaves out the run's own: `pid <> ALL ({{ targets.NAME.sessions }})`");

    public static Diagnostic LockNotTaken(Diagnostic why, string name, string target) => Error(
        "RB544", why.Span, $"the lock `{name}` cannot be taken on target `{target}`: {why.Message}", why.Hint ?? "the lock needs a connection of its own");

    public static Diagnostic LockFileHeld(string name, string target, string holder) => Error(
        "RB545", null, $"`{name}` is locked for target `{target}` on this machine by {holder}; the server itself does not answer", "wait until that run ends");

    public static Diagnostic LockFileUnusable(string path, string why) => Error(
        "RB546", null, $"the lock file `{path}` cannot be used: {why}", "look at the state directory, its owner and the room on its disk");

    /// <summary>Said on the screen and in the plan, as it promises less than a lock on the server.</summary>
    public static Diagnostic LockOfThisMachine(string name, string target) => Warning(
        "RB547", null, $"target `{target}` does not answer: the lock `{name}` is a file, which keeps apart the runs of this machine only", "see to it that nobody runs it from elsewhere meanwhile");

    /// <summary>Whether the run is kept from going on by its lock. No step settles or repeats that.</summary>
    public static bool IsLock(Diagnostic problem) => problem.Code is "RB540" or "RB541" or "RB542" or "RB543" or "RB544" or "RB545" or "RB546";

    /// <summary>Whether somebody else has it.</summary>
    public static bool IsLocked(Diagnostic problem) => problem.Code is "RB540" or "RB541" or "RB545";
}
