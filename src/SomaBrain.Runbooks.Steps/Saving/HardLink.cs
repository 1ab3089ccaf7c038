using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>What .NET has no way to ask of the file system.</summary>
internal static partial class HardLink
{
    private const int Exists = 17;

    /// <summary>A second name for a file, which must be free.</summary>
    public static void Create(string file, string name)
    {
        if (link(file, name) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw error == Exists ? new FileTaken(name) : new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    /// <summary>Puts on disk that names in this directory are there.</summary>
    public static void FlushDirectory(string path)
    {
        var descriptor = open(path, 0);
        var failed = descriptor < 0 || fsync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = close(descriptor);
        }

        if (failed)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int link(string file, string name);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
