using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>A pseudo-terminal: what is asked of a person is asked of the drill.</summary>
internal sealed partial class Terminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControl = 0x100;
    private const int CloseOnExec = 0x80000;

    private readonly FileStream _master;
    private readonly int _held;

    private Terminal(FileStream master, string path, int held) => (_master, Path, _held) = (master, path, held);

    /// <summary>Where the program opens it: `/dev/pts/3`.</summary>
    public string Path { get; }

    /// <param name="owner">Who may open it again: the user the program runs as.</param>
    /// <exception cref="IOException">The system has no terminal for us.</exception>
    public static Terminal Open(uint owner)
    {
        var master = posix_openpt(ReadWrite | NoControl | CloseOnExec);
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 || Marshal.PtrToStringUTF8(ptsname(master)) is not { } path)
        {
            throw new IOException($"there is no terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        // Held open, so that reading waits for the program instead of ending before it has begun.
        var held = open(path, ReadWrite | NoControl | CloseOnExec);
        _ = fchown(held, owner, uint.MaxValue); // it is ours already where we are not root
        return new(new(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, 0), path, held);
    }

    /// <summary>What was printed; ends when the terminal is closed.</summary>
    public async Task ReadAsync(Action<string> said)
    {
        var (buffer, decoder) = (new byte[4096], Encoding.UTF8.GetDecoder());
        var characters = new char[4096];
        try
        {
            while (await Task.Run(() => _master.Read(buffer)) is > 0 and var count)
            {
                said(new(characters, 0, decoder.GetChars(buffer, 0, count, characters, 0)));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The last who had it open closed it.
        }
    }

    public void Type(string text) => _master.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>The program has ended: what it printed is read, then nothing more comes.</summary>
    public void Release() => _ = close(_held);

    public void Dispose() => _master.Dispose();

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int grantpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int unlockpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ptsname(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fchown(int descriptor, uint user, uint group);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
