using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>What .NET has no way to ask of the system.</summary>
internal static partial class Libc
{
    private const int Here = -100;
    private const uint Uid = 8;
    private const int UidOffset = 20;

    /// <summary>
    /// Opens those of the three standard files that the program was started without (`2>&amp;-`): else the journal would be opened as one
    /// of them, and get what is printed.
    /// </summary>
    public static void OpenStandardFiles()
    {
        const int getFlags = 1;
        const int readAndWrite = 2;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            if (fcntl(descriptor, getFlags) < 0)
            {
                _ = open("/dev/null", readAndWrite); // the lowest number that is free
            }
        }
    }

    /// <summary>Creates a directory that was not there. False when something of that name is.</summary>
    public static bool TryMakeDirectory(string path, UnixFileMode mode)
    {
        if (mkdir(path, (uint)mode) == 0)
        {
            return true;
        }

        const int exists = 17;
        var error = Marshal.GetLastPInvokeError();
        return error == exists ? false : throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: {path}");
    }

    /// <summary>Puts on disk that names in this directory are there.</summary>
    public static void FlushDirectory(string path)
    {
        var descriptor = open(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}: {path}");
        }

        var (failed, error) = (fsync(descriptor) != 0, Marshal.GetLastPInvokeError());
        _ = close(descriptor);
        if (failed)
        {
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: {path}");
        }
    }

    /// <summary>Writes to a file that is there, in one write, and returns when that is on disk.</summary>
    /// <param name="flags">Of `open`, as this system numbers them.</param>
    public static void WriteThrough(string path, int flags, ReadOnlySpan<byte> bytes)
    {
        var descriptor = open(path, flags);
        if (descriptor < 0)
        {
            throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}: {path}");
        }

        var written = write(descriptor, bytes, (nuint)bytes.Length);
        var failed = written != bytes.Length || fsync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (failed)
        {
            throw new IOException($"{(written >= 0 && written < bytes.Length ? "only a part was written" : Marshal.GetPInvokeErrorMessage(error))}: {path}");
        }
    }

    /// <summary>The owner when it is somebody else; null when it is us, or when the system cannot be asked.</summary>
    public static uint? ForeignOwner(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> answer = stackalloc byte[256];
        answer.Clear();
        if (statx(Here, path, 0, Uid, answer) != 0)
        {
            return null;
        }

        var owner = MemoryMarshal.Read<uint>(answer[UidOffset..]);
        return owner == geteuid() ? null : owner;
    }

#pragma warning disable SYSLIB1054, IDE1006, CA5392 // names are the system's own
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdir(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, Span<byte> answer);
#pragma warning restore SYSLIB1054, IDE1006, CA5392
}
