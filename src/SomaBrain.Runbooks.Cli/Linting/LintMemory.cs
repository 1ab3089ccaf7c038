using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>Where a lint puts what it makes. All of it stays until the end, so that looking for garbage would be most of the work.</summary>
internal static partial class LintMemory
{
    private const int HugePages = 14, Collapse = 25; // MADV_HUGEPAGE and MADV_COLLAPSE of madvise(2), on all architectures

    private const int PageSize = 2 << 20;

    /// <summary>How far the parts of the room may be from what was made last: the other generations begin between them.</summary>
    private const int Reach = 256 << 20;

    /// <summary>In bytes, of them for things of more than 85 kB. There is room for four times as much from the start: more would have to be made by a collection.</summary>
    private const int Large = 8 << 20;

    /// <summary>Makes room; what needs more is collected as usual.</summary>
    /// <param name="bytes">How much.</param>
    public static void Reserve(long bytes)
    {
        var before = Page();
        if (!GC.TryStartNoGCRegion(bytes + Large, Large) || !OperatingSystem.IsLinux())
        {
            return;
        }

        // New memory costs a fault a page, which was a third of the time of a lint of many playbooks; in pages of 2 MiB there are few.
        // Only advice: where the kernel does not take it, all goes as before, and what is no memory yet is left out.
        _ = madvise(Page() - Reach, 2 * Reach, HugePages);

        // Around what is there already all stays in pages of 4 KiB, unless it is moved: a tenth of the time, again.
        foreach (var page in new[] { before, Page() })
        {
            _ = madvise(page, PageSize, Collapse);
        }
    }

    /// <summary>The page of 2 MiB in which the next thing is made.</summary>
    private static unsafe nint Page()
    {
        fixed (byte* one = new byte[1])
        {
            return (nint)one & -PageSize;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int madvise(nint address, nuint length, int advice);
}
