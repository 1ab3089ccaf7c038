using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>Where a lint puts what it makes. All of it stays until the end, so that looking for garbage would be most of the work.</summary>
internal static partial class LintMemory
{
    private const int HugePages = 14; // MADV_HUGEPAGE of madvise(2), on all architectures

    private const long PageSize = 2 << 20;

    /// <summary>How far the parts of the room may be from what was made last: the other generations begin between them.</summary>
    private const int Reach = 256 << 20;

    /// <summary>Makes room; what needs more is collected as usual.</summary>
    /// <param name="bytes">How much.</param>
    public static unsafe void Reserve(long bytes)
    {
        if (!GC.TryStartNoGCRegion(bytes) || !OperatingSystem.IsLinux())
        {
            return;
        }

        // New memory costs a fault a page, which was a third of the time of a lint of many playbooks; in pages of 2 MiB there are few.
        // Only advice: where the kernel does not take it, all goes as before, and what is no memory yet is left out.
        fixed (byte* one = new byte[1])
        {
            var from = ((nint)one - Reach) & -(nint)PageSize;
            _ = madvise(from, 2 * Reach, HugePages);
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int madvise(nint address, nuint length, int advice);
}
