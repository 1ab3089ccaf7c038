using System.Diagnostics;
using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>What a drill leaves: servers that the playbook started, and what is worth a look.</summary>
internal static class Leftovers
{
    private const long LargestFile = 4 << 20;

    /// <summary>Ends every process that works in the drill's directory, wherever the playbook made it.</summary>
    public static async Task EndAsync(string directory)
    {
        for (var attempt = 0; attempt < 20 && Working(directory).ToList() is { Count: > 0 } found; attempt++)
        {
            foreach (var process in found)
            {
                using (process)
                {
                    End(process);
                }
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Journals, logs and settings; data directories are not kept.</summary>
    public static void Keep(string directory, string to)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var path = Path.GetRelativePath(directory, file);
            var isData = path.Split('/').Contains("data") && Path.GetExtension(path) is not (".conf" or ".log");
            if (!isData && !path.StartsWith("archive/", StringComparison.Ordinal) && !path.StartsWith("work/", StringComparison.Ordinal) && new FileInfo(file).Length is > 0 and <= LargestFile)
            {
                var copy = Path.Combine(to, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }

    private static IEnumerable<Process> Working(string directory)
    {
        foreach (var folder in Directory.Exists("/proc/self") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && WorksIn(folder, directory) && Find(id) is { } process)
            {
                yield return process;
            }
        }
    }

    private static bool WorksIn(string process, string directory)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith($"{directory}/", StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it ended, or is somebody else's
        }
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was faster.
        }
    }
}
