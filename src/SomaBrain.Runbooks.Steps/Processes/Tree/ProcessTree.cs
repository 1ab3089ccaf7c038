using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Starting;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Processes.Tree;

/// <summary>
/// The descendants of a child, wherever they went. A process belongs to the tree if it is in the child's session or
/// group, if its environment carries the marker of this start (which `setsid` and a double fork keep), or if its parent
/// belongs. What was once seen stays known, also when its parent has died since. On a system without `/proc` there is
/// only the group.
/// </summary>
/// <param name="leader">The child; not reaped before the tree is settled, so that its number means nobody else.</param>
/// <param name="marker">`RUNBOOK_RUN=…`, exactly as it stands in the environment.</param>
internal sealed class ProcessTree(int leader, string marker)
{
    private readonly byte[] _marker = Encoding.UTF8.GetBytes(marker);
    private readonly HashSet<ProcessIdentity> _known = [];

    /// <summary>Living members without the leader.</summary>
    internal ImmutableArray<ProcStat> Others() => Closure([.. ProcFile.Processes()]);

    /// <summary>
    /// The same for a child that ended by itself, which must cost little: only numbers given out since its start are
    /// looked at (none at all for a program that started no other), as long as they have not come round.
    /// </summary>
    internal ImmutableArray<ProcStat> OthersCheaply() => ProcFile.LastGiven() switch
    {
        { } last when last == leader => [],
        { } last when last > leader && last - leader < 256 => Closure([.. Enumerable.Range(leader + 1, last - leader)]),
        { } last when last > leader => Closure([.. ProcFile.Processes().Where(pid => pid > leader && pid <= last)]),
        _ => Others(),
    };

    internal static ImmutableArray<NamedProcess> Name(IEnumerable<ProcStat> processes, IReadOnlySet<string> pipes, Masker masker) =>
    [
        .. processes.Select(stat => new NamedProcess(
            new(stat.Pid, stat.StartTicks),
            Cut(masker.Apply(CommandLine(stat))),
            pipes.Count > 0 && ProcFile.Holds(stat.Pid, pipes))),
    ];

    /// <summary>Signals the group in one call, and then each member that left it.</summary>
    /// <returns>The members that we may not signal.</returns>
    internal ImmutableArray<int> Signal(int signal)
    {
        // The walk comes first: a kill tears the lines from parent to child.
        var others = Others();
        _ = Libc.Kill(-leader, signal);
        foreach (var stat in others.Where(stat => stat.Group != leader))
        {
            SignalOne(stat, signal);
        }

        return [.. others.Select(stat => stat.Pid).Where(pid => Libc.Kill(pid, 0) != 0 && Marshal.GetLastPInvokeError() == Posix.NotPermitted)];
    }

    private ImmutableArray<ProcStat> Closure(int[] pids)
    {
        var stats = pids
            .Where(pid => pid != leader && pid != Environment.ProcessId)
            .Select(ProcStat.Read)
            .OfType<ProcStat>()
            .ToList();
        var members = stats.Where(Belongs).Select(stat => stat.Pid).ToHashSet();
        _ = members.Add(leader);
        while (stats.Any(stat => members.Contains(stat.Parent) && members.Add(stat.Pid)))
        {
            // Each turn reaches one more generation.
        }

        var found = stats.Where(stat => members.Contains(stat.Pid) && !stat.IsZombie).ToImmutableArray();
        _known.UnionWith(found.Select(stat => new ProcessIdentity(stat.Pid, stat.StartTicks)));
        return found;
    }

    private bool Belongs(ProcStat stat) =>
        stat.Group == leader
        || stat.Session == leader
        || _known.Contains(new(stat.Pid, stat.StartTicks))
        || HasMarker(stat.Pid);

    private bool HasMarker(int pid)
    {
        ReadOnlySpan<byte> rest = ProcFile.Read(pid, "environ");
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            var entry = end < 0 ? rest : rest[..end];
            if (entry.SequenceEqual(_marker))
            {
                return true;
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return false;
    }

    /// <summary>By a descriptor of the process where the kernel has it: its number may be somebody else's by now.</summary>
    private static void SignalOne(ProcStat stat, int signal)
    {
        var file = (int)Libc.SystemCall(Posix.PidFileOpen, stat.Pid, 0, 0, 0);
        if (file < 0)
        {
            if (ProcStat.Read(stat.Pid)?.StartTicks == stat.StartTicks)
            {
                _ = Libc.Kill(stat.Pid, signal);
            }

            return;
        }

        if (ProcStat.Read(stat.Pid)?.StartTicks == stat.StartTicks)
        {
            _ = Libc.SystemCall(Posix.PidFileSendSignal, file, signal, 0, 0);
        }

        _ = Libc.Close(file);
    }

    private static string CommandLine(ProcStat stat) =>
        ProcFile.Read(stat.Pid, "cmdline") is { Length: > 0 } bytes
            ? string.Join(' ', OtherUser.Command(Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\0')))
            : $"[{stat.Name}]";

    private static string Cut(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
