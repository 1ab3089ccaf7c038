using System.Globalization;
using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Tree;

namespace SomaBrain.Runbooks.Steps.Processes.Starting;

/// <summary>
/// A started child: its number, its pipes, its end. It is waited for by number and never by "any child", so it and
/// .NET's own <see cref="System.Diagnostics.Process"/> do not take each other's exit statuses.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private bool _reaped;

    private ChildProcess(int pid, string marker, Pipe? stdin, Pipe stdout, Pipe stderr)
    {
        Pid = pid;
        Stdin = stdin;
        Stdout = stdout;
        Stderr = stderr;
        Tree = new(pid, marker);
        EndFile = Posix.IsLinux ? (int)Libc.SystemCall(Posix.PidFileOpen, pid, 0, 0, 0) : -1;
    }

    internal int Pid { get; }

    internal Pipe? Stdin { get; }

    internal Pipe Stdout { get; }

    internal Pipe Stderr { get; }

    internal ProcessTree Tree { get; }

    /// <summary>Becomes readable when the child ends (a pidfd); -1 on a system or kernel (before 5.3) without.</summary>
    internal int EndFile { get; private set; }

    internal ProcessIdentity Identity => new(Pid, ProcStat.Read(Pid)?.StartTicks ?? 0);

    internal static (ChildProcess? Child, ProcessOutcome.NotStarted? Fault) Start(ProcessRequest request)
    {
        if (Refuse(request) is { } refused)
        {
            return (null, refused);
        }

        var (path, fault) = CommandPath.Find(request.Arguments[0], request);
        if (path is null)
        {
            return (null, fault);
        }

        OwnSignals.Prepare();
        var marker = string.Create(CultureInfo.InvariantCulture, $"{ProcessRequest.Marker}={request.RunId}/{TimeProvider.System.GetTimestamp():x}");
        string[] environment =
        [
            .. request.Environment.Where(entry => entry.Key != ProcessRequest.Marker).Select(entry => $"{entry.Key}={entry.Value}"),
            marker,
        ];
        var stdin = request.Stdin is null ? null : Pipe.Create();
        var stdout = Pipe.Create();
        var stderr = Pipe.Create();
        var nothing = stdin is null ? OpenNothing() : -1;
        var error = Spawn.Start(
            path,
            request.Arguments,
            environment,
            request.WorkingDirectory,
            (stdin?.ReadEnd ?? nothing, stdout.WriteEnd, stderr.WriteEnd),
            out var pid);
        _ = nothing < 0 ? 0 : Libc.Close(nothing);
        stdin?.CloseRead();
        stdout.CloseWrite();
        stderr.CloseWrite();
        if (error == 0)
        {
            return (new(pid, marker, stdin, stdout, stderr), null);
        }

        stdin?.Dispose();
        stdout.Dispose();
        stderr.Dispose();
        return (null, CommandPath.Refused(error, path, request));
    }

    /// <summary>Whether it has ended. It stays a zombie: until <see cref="Reap"/> nobody else gets its number.</summary>
    internal unsafe bool HasEnded()
    {
        var info = stackalloc byte[256];
        new Span<byte>(info, 256).Clear();
        int failed;
        do
        {
            failed = Libc.WaitId(Posix.ProcessId, Pid, info, Posix.Exited | Posix.NoHang | Posix.KeepWaitable);
        }
        while (failed != 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);

        return failed != 0 || *(int*)info != 0;
    }

    /// <summary>The exit code and signal; -1 while it lives or if somebody else has waited for all children.</summary>
    internal unsafe (int Code, string? Signal) Reap()
    {
        int status;
        var pid = Libc.WaitPid(Pid, &status, Posix.NoHang);
        _reaped = pid == Pid;
        var signal = status & 0x7f;
        return pid != Pid ? (-1, null)
            : signal == 0 ? ((status >> 8) & 0xff, null)
            : (128 + signal, SignalNames.Of(signal));
    }

    public void Dispose()
    {
        Stdin?.Dispose();
        Stdout.Dispose();
        Stderr.Dispose();
        if (EndFile >= 0)
        {
            _ = Libc.Close(EndFile);
            EndFile = -1;
        }

        if (!_reaped)
        {
            _ = Reap();
        }
    }

    private static ProcessOutcome.NotStarted? Refuse(ProcessRequest request)
    {
        if (request.Arguments.IsDefaultOrEmpty || request.Arguments[0].Length == 0)
        {
            return new(StartFault.Argument, "no command to start", "name a program as the first element");
        }

        foreach (var (index, argument) in request.Arguments.Index())
        {
            if (argument.Contains('\0', StringComparison.Ordinal))
            {
                return new(StartFault.Argument, $"argument {index.ToString(CultureInfo.InvariantCulture)} of `{request.Arguments[0].Replace("\0", "\\0", StringComparison.Ordinal)}` holds a NUL character", "a program would see it cut there; remove it");
            }
        }

        foreach (var (name, value) in request.Environment)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
            {
                return new(StartFault.Argument, $"environment variable `{name.Replace("\0", "\\0", StringComparison.Ordinal)}` holds a NUL character or has no usable name", "use letters, digits and `_` in the name, and remove the NUL");
            }
        }

        return request.WorkingDirectory is { } directory && !Directory.Exists(directory)
            ? new(StartFault.WorkingDirectory, $"working directory not found: `{directory}`", "create it, or correct `cwd`")
            : null;
    }

    private static unsafe int OpenNothing()
    {
        using var name = new StringBlock(["/dev/null"]);
        var file = Libc.Open(name.First, Posix.CloseOnExec);
        if (file is >= 0 and < 3)
        {
            // Our own standard streams are closed: this fills the gap for good, and the next one is above.
            return OpenNothing();
        }

        return file;
    }
}
