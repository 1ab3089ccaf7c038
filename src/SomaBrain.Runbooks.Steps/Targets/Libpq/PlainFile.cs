using System.Runtime.InteropServices;
using System.Text;
using SomaBrain.Runbooks.Steps.Processes.Native;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>
/// Whether a path leads to a file with bytes in it. .NET does not tell a file from a pipe, whose opening waits for somebody to write,
/// or a device, which has no length and may have no end.
/// </summary>
public static class PlainFile
{
    private const int Here = -100; // AT_FDCWD
    private const uint Type = 1; // STATX_TYPE
    private const int TypeOffset = 28;
    private const int TypeBits = 0xF000;
    private const int Pipe = 0x1000;
    private const int Directory = 0x4000;
    private const int Plain = 0x8000;
    private const int Socket = 0xC000;

    /// <returns>What it is instead, as in "it is a pipe"; null when it is a file, or when that cannot be told here.</returns>
    public static unsafe string? WhyNot(string path)
    {
        if (!Posix.IsLinux || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var answer = stackalloc byte[256];
        new Span<byte>(answer, 256).Clear();
        fixed (byte* name = Encoding.UTF8.GetBytes($"{path}\0"))
        {
            if (Libc.FileStatus(Here, name, 0, Type, answer) != 0)
            {
                return Marshal.GetLastPInvokeError() switch
                {
                    Posix.NoEntry or Posix.NotADirectory => new FileInfo(path).LinkTarget is { } target ? $"it is a link to `{target}`, which is not there" : "there is no such file",
                    Posix.TooManyLinks => "its links lead in a circle",
                    _ => null,
                };
            }
        }

        return (MemoryMarshal.Read<ushort>(new ReadOnlySpan<byte>(answer + TypeOffset, 2)) & TypeBits) switch
        {
            Plain => null,
            Directory => "it is a directory",
            Pipe => "it is a pipe",
            Socket => "it is a socket",
            _ => "it is a device",
        };
    }
}
