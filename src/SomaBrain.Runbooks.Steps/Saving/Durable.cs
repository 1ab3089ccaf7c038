using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>
/// Puts on disk what was written, or says that it could not. .NET's own `Flush(flushToDisk: true)` says nothing: on Unix, up to .NET
/// 10, it passes over every error of fsync (its native half returns 1 for a failure, its managed half looks for less than 0). On a
/// disk that fails, a journal would look durable.
/// </summary>
public static partial class Durable
{
    private const int Interrupted = 4;

    /// <exception cref="IOException">Nobody knows what is on the disk; asking again would not tell.</exception>
    public static void Flush(FileStream file)
    {
        file.Flush();
        Flush(file.SafeFileHandle);
    }

    /// <exception cref="IOException">Nobody knows what is on the disk; asking again would not tell.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (OperatingSystem.IsMacOS())
        {
            RandomAccess.FlushToDisk(file); // empties the disk's own cache, which fsync does not there
        }

        while (fsync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(SafeFileHandle file);
}
