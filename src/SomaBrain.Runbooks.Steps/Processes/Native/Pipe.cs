using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>
/// Two descriptors that no other child inherits. They stay blocking: a read after `poll` said "readable" returns what is
/// there, and a write of at most <see cref="SafeWrite"/> bytes after "writable" has room.
/// </summary>
internal sealed class Pipe : IDisposable
{
    /// <summary>The least `PIPE_BUF` of the systems in question; Linux has 4,096.</summary>
    internal static readonly int SafeWrite = Posix.IsLinux ? 4096 : 512;

    private Pipe(int read, int write)
    {
        ReadEnd = read;
        WriteEnd = write;
    }

    internal int ReadEnd { get; private set; }

    internal int WriteEnd { get; private set; }

    /// <summary>Never 0, 1 or 2, which the child's own streams take: someone may have started us with these closed.</summary>
    internal static unsafe Pipe Create()
    {
        var ends = stackalloc int[2];
        var failed = Posix.IsLinux ? Libc.Pipe2(ends, Posix.CloseOnExec) : Libc.Pipe(ends);
        if (failed != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "no pipe for a child process");
        }

        var made = new Pipe(ends[0], ends[1]);
        if (made.ReadEnd > 2 && made.WriteEnd > 2)
        {
            return made;
        }

        using (made)
        {
            return Create();
        }
    }

    internal void CloseRead()
    {
        ReadEnd = Close(ReadEnd);
    }

    internal void CloseWrite()
    {
        WriteEnd = Close(WriteEnd);
    }

    public void Dispose()
    {
        CloseRead();
        CloseWrite();
    }

    private static int Close(int file)
    {
        if (file >= 0)
        {
            _ = Libc.Close(file);
        }

        return -1;
    }
}
