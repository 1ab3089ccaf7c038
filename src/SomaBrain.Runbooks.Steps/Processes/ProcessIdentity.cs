using SomaBrain.Runbooks.Steps.Processes.Tree;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>
/// A process that can be found again after a crash of this program: numbers are reused, number and start are not.
/// </summary>
/// <param name="Pid">Also the id of its process group and session, if the process is a child of ours.</param>
/// <param name="StartTicks">Start of the process in clock ticks since the boot (`/proc/PID/stat`, field 22); 0 where the
/// system does not tell. Compare it only within one boot.</param>
public readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>Names the boot of this machine; empty where the system does not tell.</summary>
    public static string Boot => ProcFile.BootId() ?? "";

    /// <summary>Of this program.</summary>
    public static ProcessIdentity Ours => new(Environment.ProcessId, ProcStat.Read(Environment.ProcessId)?.StartTicks ?? 0);

    /// <summary>Whether that very process still runs; a zombie does not.</summary>
    public bool IsAlive => ProcStat.Read(Pid) is { IsZombie: false } stat && stat.StartTicks == StartTicks;
}
