using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>
/// How wide the terminal is now. Asks the kernel, because <see cref="Console.WindowWidth"/> sets the terminal up first and
/// looks at standard output only, which may be a file while standard error is the terminal.
/// </summary>
public static partial class TerminalWidth
{
    private const int Usual = 80;
    private const int Narrowest = 20;
    private const nuint GetWindowSize = 0x5413;

    /// <param name="descriptor">1 or 2.</param>
    public static int Of(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Math.Max(Narrowest, Console.WindowWidth);
        }

        return GetSize(descriptor, GetWindowSize, out var size) == 0 && size.Columns > 0 ? Math.Max(Narrowest, (int)size.Columns) : Usual;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetSize(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WindowSize
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort PixelsAcross;
        public readonly ushort PixelsDown;
    }
}
