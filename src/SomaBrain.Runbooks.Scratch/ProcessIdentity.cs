using System.Diagnostics;
using System.Globalization;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>A process that no later process can be taken for: a number is given again, number and start and boot are not.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Start">Clock ticks since boot, from <c>/proc</c>; elsewhere UTC ticks of the start.</param>
/// <param name="Boot">The kernel's id of this boot; empty where there is none.</param>
/// <param name="Namespace">The space in which the number counts: a container sharing our directory has another one.</param>
internal sealed record ProcessIdentity(int Pid, string Start, string Boot, string Namespace)
{
    private static readonly bool HasProc = File.Exists("/proc/self/stat");

    public static ProcessIdentity Current() =>
        new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", CurrentBoot(), CurrentNamespace());

    /// <summary>True where the process has ended for certain. A process we cannot see is not called dead.</summary>
    public bool IsGone()
    {
        if (Boot != CurrentBoot())
        {
            return true;
        }

        return Namespace == CurrentNamespace() && StartOf(Pid) != Start;
    }

    /// <summary>When the process started; <see langword="null"/> where there is none, or only a zombie.</summary>
    public static string? StartOf(int pid)
    {
        try
        {
            if (!HasProc)
            {
                using var process = Process.GetProcessById(pid);
                return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
            }

            // The name in parentheses may hold spaces and parentheses itself: the fields begin after the last one.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string CurrentBoot() => HasProc ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";

    private static string CurrentNamespace() => HasProc ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";
}
