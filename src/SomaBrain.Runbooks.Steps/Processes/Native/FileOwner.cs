using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

internal static class FileOwner
{
    private const int ThisFile = 0x1000; // AT_EMPTY_PATH
    private const uint User = 8; // STATX_UID
    private const int UserOffset = 20;

    /// <summary>Whether an open file belongs to us; true where the system cannot be asked.</summary>
    public static unsafe bool IsUs(SafeFileHandle file)
    {
        if (!Posix.IsLinux)
        {
            return true;
        }

        var answer = stackalloc byte[256];
        new Span<byte>(answer, 256).Clear();
        byte nothing = 0;
        return Libc.FileStatus((int)file.DangerousGetHandle(), &nothing, ThisFile, User, answer) == 0
            && MemoryMarshal.Read<uint>(new ReadOnlySpan<byte>(answer + UserOffset, 4)) == Libc.EffectiveUser();
    }
}
