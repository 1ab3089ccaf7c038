using System.Globalization;

namespace SomaBrain.Runbooks.Steps.Processes.Tree;

/// <summary>Files under `/proc`: any may vanish or be refused at any moment, which is no error.</summary>
internal static class ProcFile
{
    internal static byte[]? Read(int pid, string name) => Try(() => File.ReadAllBytes(Path(pid, name)));

    /// <summary>Numbers of all processes, zombies included; none where there is no `/proc`.</summary>
    internal static IEnumerable<int> Processes()
    {
        foreach (var directory in Directory.Exists("/proc/self") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(System.IO.Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>The number that was given out last, to a process or a thread; null when not known.</summary>
    internal static int? LastGiven() =>
        Try(() => File.ReadAllText("/proc/loadavg")) is { } text
        && int.TryParse(text.AsSpan(text.LastIndexOf(' ') + 1).Trim(), CultureInfo.InvariantCulture, out var last)
            ? last
            : null;

    /// <summary>`NAME=value`; null when it is gone or another user's.</summary>
    internal static string[]? Environment(int pid) => Read(pid, "environ") is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).Split('\0') : null;

    internal static string? BootId() => Try(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Names the space in which the numbers of processes count.</summary>
    internal static string? Namespace() => Try(() => new FileInfo("/proc/self/ns/pid").LinkTarget);

    /// <summary>What a descriptor is: `pipe:[4711]`.</summary>
    internal static string? Target(int descriptor) =>
        Try(() => new FileInfo($"/proc/self/fd/{descriptor.ToString(CultureInfo.InvariantCulture)}").LinkTarget);

    internal static bool Holds(int pid, IReadOnlySet<string> targets) => Try(() =>
        Directory.EnumerateFiles(Path(pid, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && targets.Contains(target))
            ? "yes"
            : null) is not null;

    private static string Path(int pid, string name) => $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/{name}";

    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
