using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>Why a file could not be had, in the system's words instead of .NET's, which name the file once more, and sometimes another.</summary>
public static class FileTrouble
{
    private const int LastErrno = 200;

    public static string Of(Exception e) => e switch
    {
        DirectoryNotFoundException => "there is no such folder",
        FileNotFoundException => "there is no such file",
        UnauthorizedAccessException => "permission denied",
        IOException { HResult: > 0 and < LastErrno and var error } => Marshal.GetPInvokeErrorMessage(error),
        _ => e.Message,
    };

    /// <summary>The same of a folder, which the system may also miss as it misses a file.</summary>
    public static string OfFolder(Exception e) => e is FileNotFoundException ? "there is no such folder" : Of(e);
}
