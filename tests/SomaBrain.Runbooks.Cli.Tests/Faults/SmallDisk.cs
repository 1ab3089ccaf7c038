using System.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>A file system of 256 KiB. Needs root; the test is skipped without.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string this[string relative] => _folder[$"disk/{relative}"];

    public static SmallDisk Mount()
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk[""]);
        if (!Run("mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", disk[""]))
        {
            disk._folder.Dispose();
            Assert.Skip("this user may not mount a small file system");
        }

        return disk;
    }

    /// <summary>Takes all the room there is.</summary>
    public void Fill() => Run("bash", "-c", $"head -c 10000000 /dev/zero > '{this["filler"]}' 2>/dev/null");

    /// <summary>Somebody gave it room.</summary>
    public void Grow() => Run("mount", "-o", "remount,size=64m", this[""]);

    public void Dispose()
    {
        Run("umount", "-l", this[""]);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
