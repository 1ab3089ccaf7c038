using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

internal static class FileOwner
{
    private const int Here = -100; // AT_FDCWD
    private const int NoLink = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int ThisFile = 0x1000; // AT_EMPTY_PATH
    private const uint User = 8; // STATX_UID
    private const int UserOffset = 20;

    /// <summary>Whether an open file belongs to us; true where the system cannot be asked.</summary>
    public static unsafe bool IsUs(SafeFileHandle file)
    {
        byte nothing = 0;
        return IsUs((int)file.DangerousGetHandle(), &nothing, ThisFile);
    }

    /// <summary>The same of what stands at a path; of a link itself.</summary>
    public static unsafe bool IsUs(string path)
    {
        using var name = new StringBlock([path]);
        return IsUs(Here, name.First, NoLink);
    }

    private static unsafe bool IsUs(int directory, byte* name, int flags)
    {
        if (!Posix.IsLinux)
        {
            return true;
        }

        var answer = stackalloc byte[256];
        new Span<byte>(answer, 256).Clear();
        return Libc.FileStatus(directory, name, flags, User, answer) == 0
            && MemoryMarshal.Read<uint>(new ReadOnlySpan<byte>(answer + UserOffset, 4)) == Libc.EffectiveUser();
    }
}
