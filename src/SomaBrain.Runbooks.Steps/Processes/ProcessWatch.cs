using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Starting;
using SomaBrain.Runbooks.Steps.Processes.Tree;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>
/// The life of one child: feeds it, drains it, ends it when told to, and sees what it leaves behind. Everything happens
/// on one thread.
/// </summary>
internal sealed class ProcessWatch(ChildProcess child, ProcessRequest request, int wake) : IDisposable
{
    /// <summary>How long pipes may stay open after the child's own end.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    /// <summary>How long killed processes may take to vanish.</summary>
    private static readonly TimeSpan Vanish = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly OutputCapture _stdout = new(OutputChannel.Stdout, request);
    private readonly OutputCapture _stderr = new(OutputChannel.Stderr, request);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private ReadOnlyMemory<byte> _stdin = request.Stdin ?? default;
    private ProcessEnding _ending = ProcessEnding.Ended;
    private TimeSpan? _stopped;
    private TimeSpan? _killed;
    private TimeSpan? _ended;
    private TimeSpan _next;
    private bool _gone;

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    private bool PipesOpen => child.Stdout.ReadEnd >= 0 || child.Stderr.ReadEnd >= 0;

    internal ProcessOutcome.Ended Run()
    {
        var identity = request.Started is null ? new(child.Pid, 0) : Announce(request.Started);
        while (!Finished())
        {
            Wait();
            if (_ended is null && child.HasEnded())
            {
                _ended = Now;
                child.Stdin?.CloseWrite();
            }

            Escalate();
        }

        return Result(identity);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: !request.Masker.IsEmpty);
        _stdout.Dispose();
        _stderr.Dispose();
    }

    /// <summary>After a fault of our own or of a callback nobody watches the child: it must not go on.</summary>
    internal void Abandon()
    {
        var begin = Now;
        do
        {
            child.Tree.Signal(Posix.KillNow);
            Thread.Sleep(Look);
        }
        while (!child.HasEnded() && Now - begin < Vanish);
    }

    private ProcessIdentity Announce(Action<ProcessIdentity> started)
    {
        var identity = child.Identity;
        started(identity);
        return identity;
    }

    private bool Finished()
    {
        if (_killed is { } killed && Now - killed > Vanish)
        {
            return true;
        }

        return _ended is { } ended && (_stopped is null || _gone) && (!PipesOpen || Now - ended > Drain);
    }

    /// <summary>Sleeps until something happens, and moves bytes.</summary>
    private unsafe void Wait()
    {
        var entries = stackalloc PollEntry[5]
        {
            new(child.Stdout.ReadEnd, PollEntry.In),
            new(child.Stderr.ReadEnd, PollEntry.In),
            new(child.Stdin is { } stdin ? stdin.WriteEnd : -1, PollEntry.Out),
            new(_ended is null ? child.EndFile : -1, PollEntry.In),
            new(_stopped is null && _ended is null ? wake : -1, PollEntry.In),
        };
        if (Libc.Poll(entries, 5, Patience()) <= 0)
        {
            return;
        }

        if (entries[0].Found != 0)
        {
            Read(child.Stdout, _stdout);
        }

        if (entries[1].Found != 0)
        {
            Read(child.Stderr, _stderr);
        }

        if (entries[2].Found != 0)
        {
            Feed(child.Stdin!);
        }

        if (entries[4].Found != 0)
        {
            Stop(ProcessEnding.Cancelled);
        }
    }

    private unsafe void Read(Pipe pipe, OutputCapture capture)
    {
        nint count;
        fixed (byte* buffer = _buffer)
        {
            count = Libc.Read(pipe.ReadEnd, buffer, _buffer.Length);
        }

        if (count > 0)
        {
            capture.Write(_buffer.AsSpan(0, (int)count));
        }
        else if (count == 0 || Marshal.GetLastPInvokeError() != Posix.Interrupted)
        {
            pipe.CloseRead();
        }
    }

    /// <summary>A child that has closed its stdin has read enough: the rest is dropped.</summary>
    private unsafe void Feed(Pipe pipe)
    {
        nint count;
        fixed (byte* bytes = _stdin.Span)
        {
            count = _stdin.IsEmpty ? 0 : Libc.Write(pipe.WriteEnd, bytes, Math.Min(_stdin.Length, Pipe.SafeWrite));
        }

        if (count < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted)
        {
            return;
        }

        _stdin = count < 0 ? default : _stdin[(int)count..];
        if (_stdin.IsEmpty)
        {
            pipe.CloseWrite();
        }
    }

    private void Stop(ProcessEnding why)
    {
        _ending = why;
        _stopped = Now;
        Signal(Posix.Interrupt);
        child.Tree.Signal(Posix.Continue); // a stopped process takes no signal but this and the last
    }

    private void Signal(int signal)
    {
        var refused = child.Tree.Signal(signal);
        if (request.SignalCommand is { } command && !refused.IsEmpty)
        {
            ProcessRun.Run(new(command(signal, refused), request.Environment) { RunId = request.RunId, Timeout = Drain, Grace = TimeSpan.Zero });
        }
    }

    /// <summary>What the clock demands: the timeout, the kill after the grace, the question whether all are gone.</summary>
    private void Escalate()
    {
        if (_stopped is not { } stopped)
        {
            if (_ended is null && request.Timeout <= Now)
            {
                Stop(ProcessEnding.TimedOut);
            }

            return;
        }

        var begin = Now;
        if (begin < _next)
        {
            return;
        }

        if (_killed is not null || Now - stopped >= request.Grace)
        {
            // Again in each turn: a process that forks while it is being killed leaves a child behind.
            _killed ??= Now;
            Signal(Posix.KillNow);
        }

        _gone = _ended is not null && child.Tree.Others().IsEmpty;

        // Output may wake us all the time, and where thousands of processes run a walk through /proc is dear.
        _next = Now + Max(Look, 4 * (Now - begin));
    }

    /// <summary>Milliseconds until the clock has a say.</summary>
    private int Patience()
    {
        var until = _stopped is not null ? Max(Look, _next - Now)
            : _ended is null && child.EndFile < 0 ? Look
            : _ended is { } ended ? Drain - (Now - ended)
            : request.Timeout - Now;
        return until is not { } wait ? -1 : (int)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds) + 1, 0, 60_000);
    }

    private ProcessOutcome.Ended Result(ProcessIdentity identity)
    {
        var pipes = new[] { child.Stdout.ReadEnd, child.Stderr.ReadEnd }
            .Where(file => file >= 0)
            .Select(ProcFile.Target)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var left = _stopped is null ? LeftRunning() : child.Tree.Others();
        var named = ProcessTree.Name(left, pipes, request.Masker);
        var (code, signal) = child.Reap();
        if (code < 0 && _stopped is not null && _ended is null && ProcStat.Read(child.Pid) is { } self)
        {
            named = [.. ProcessTree.Name([self], pipes, request.Masker), .. named];
        }

        return new(
            _ending,
            code,
            signal,
            identity,
            _stdout.Complete(),
            _stderr.Complete(),
            _stopped is null ? [] : named,
            _stopped is null ? named : [],
            Now);
    }

    /// <summary>Descendants that are about to end, as the rest of a pipeline is, get a moment before they are named.</summary>
    private ImmutableArray<ProcStat> LeftRunning()
    {
        // A step of some length can afford the whole walk, and process numbers may have come round meanwhile.
        var left = Now > Drain ? child.Tree.Others() : child.Tree.OthersCheaply();
        if (left.IsEmpty || PipesOpen)
        {
            return left;
        }

        Thread.Sleep(Look);
        return child.Tree.Others();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
