using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>`struct pollfd`. A negative <see cref="File"/> is skipped by the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    internal const short In = 1;
    internal const short Out = 4;

    internal int File;
    internal short Wanted;
    internal short Found;

    internal PollEntry(int file, short wanted)
    {
        File = file;
        Wanted = wanted;
        Found = 0;
    }
}
