using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Steps.Processes.Native;

namespace SomaBrain.Runbooks.Steps.Processes.Starting;

/// <summary>
/// Finds a command in the PATH of the child. The C library's own search would use ours. Relative and empty entries are
/// skipped: what runs must not depend on the directory a run was started from.
/// </summary>
internal static class CommandPath
{
    private const string Default = "/usr/bin:/bin";

    private const string OneArgument = "each element of the list is one argument, `[psql, -c, 'select 1']`; or write a script, which has no brackets";

    /// <summary>The file to execute, or why there is none.</summary>
    internal static (string? Path, ProcessOutcome.NotStarted? Fault) Find(string command, ProcessRequest request)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            return (command, null);
        }

        var path = request.Environment.TryGetValue("PATH", out var given) ? given : Default;
        string? refused = null;
        foreach (var directory in path.Split(':').Where(entry => entry.StartsWith('/')))
        {
            var file = Path.Combine(directory, command);
            var (runs, isThere) = Look(file);
            if (runs)
            {
                return (file, null);
            }

            refused ??= isThere ? file : null;
        }

        return (null, refused is null ? NotFound(command, path) : NotExecutable(refused));
    }

    /// <summary>Translates an error number of the start itself.</summary>
    internal static ProcessOutcome.NotStarted Refused(int error, string path, ProcessRequest request)
    {
        var absolute = Path.GetFullPath(path, Path.GetFullPath(request.WorkingDirectory ?? "."));
        return error switch
        {
            Posix.NoEntry or Posix.NotADirectory when File.Exists(absolute) => new(
                StartFault.NotExecutable,
                $"cannot start `{path}`: the interpreter in its first line was not found",
                "install the interpreter or correct the `#!` line"),
            Posix.NoEntry or Posix.NotADirectory => new(
                StartFault.CommandNotFound,
                $"command not found: `{path}`",
                path.Contains(" -", StringComparison.Ordinal) ? OneArgument : $"there is no file `{absolute}`; a relative path is looked for in the working directory"),
            Posix.AccessDenied when request.WorkingDirectory is { } directory && !MayEnter(directory) => new(
                StartFault.WorkingDirectory,
                $"this user may not enter the working directory `{directory}`",
                "look at its owner and mode, or correct `cwd`"),
            Posix.AccessDenied => NotExecutable(absolute),
            Posix.NoExecutableFormat => new(
                StartFault.NotExecutable,
                $"cannot start `{path}`: not a program of this machine, and no `#!` line",
                "add a first line such as `#!/bin/sh`"),
            Posix.TooLong => new(
                StartFault.TooLong,
                $"cannot start `{path}`: its arguments and environment are larger than the system takes",
                "hand large values over by `stdin` or a file"),
            _ => new(
                StartFault.System,
                $"cannot start `{path}`: {new System.ComponentModel.Win32Exception(error).Message}",
                "look at the limits of processes and memory of this user (`ulimit -a`)"),
        };
    }

    private static ProcessOutcome.NotStarted NotFound(string command, string path) => new(
        StartFault.CommandNotFound,
        $"command not found: `{command}`",
        command.Contains(' ', StringComparison.Ordinal) ? OneArgument : $"install it, or give its full path; PATH is {path}");

    private static ProcessOutcome.NotStarted NotExecutable(string file) => new(
        StartFault.NotExecutable,
        $"not executable: `{file}`",
        Directory.Exists(file) ? "it is a directory" : $"allow it with `chmod +x {file}`, or start it by its interpreter");

    private static unsafe bool MayEnter(string directory)
    {
        using var name = new StringBlock([directory]);
        return Libc.Access(name.First, Posix.ExecuteAccess) == 0;
    }

    /// <summary>One call where there is nothing, which is so for most entries of a long PATH.</summary>
    private static unsafe (bool Runs, bool IsThere) Look(string file)
    {
        using var name = new StringBlock([file]);
        return Libc.Access(name.First, Posix.ExecuteAccess) == 0 ? (!Directory.Exists(file), File.Exists(file))
            : Marshal.GetLastPInvokeError() is Posix.NoEntry or Posix.NotADirectory ? (false, false)
            : (false, File.Exists(file));
    }
}
