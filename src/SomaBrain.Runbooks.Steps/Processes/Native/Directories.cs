using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

internal static class Directories
{
    /// <summary>Puts on disk that the names in a directory are there.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static unsafe void Flush(string path)
    {
        using var name = new StringBlock([path]);
        var descriptor = Libc.Open(name.First, Posix.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}: {path}");
        }

        var (failed, error) = (Libc.FileSync(descriptor) != 0, Marshal.GetLastPInvokeError());
        _ = Libc.Close(descriptor);
        if (failed)
        {
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: {path}");
        }
    }
}
