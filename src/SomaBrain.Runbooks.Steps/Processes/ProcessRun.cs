using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Starting;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>
/// Runs a program to its end (`execution.md` §3). The caller's thread sits in one `poll` on both pipes, the process and
/// the stop request: no thread a stream, no timer, no hand-over between threads, which keeps the cost of a step near that
/// of the start itself.
/// </summary>
public static class ProcessRun
{
    /// <summary>
    /// Starts the program and waits until it ended, and then at most a second for its pipes. When
    /// <paramref name="stop"/> is requested, or the timeout is over: SIGINT to the whole tree, SIGKILL after
    /// <see cref="ProcessRequest.Grace"/>; what still lives is named. Never throws for what a user or a child did;
    /// an exception of <see cref="ProcessRequest.Started"/> comes through when the child is dead.
    /// </summary>
    public static ProcessOutcome Run(ProcessRequest request, CancellationToken stop = default)
    {
        if (stop.IsCancellationRequested)
        {
            return new ProcessOutcome.NotStarted(StartFault.Stopped, "stopped before the start", null);
        }

        using var wake = Pipe.Create();
        var (child, fault) = ChildProcess.Start(request);
        if (child is null)
        {
            return fault!;
        }

        using (child)
        using (var watch = new ProcessWatch(child, request, wake.ReadEnd))
        using (stop.UnsafeRegister(static (pipe, _) => Ring((Pipe)pipe!), wake))
        {
            try
            {
                return watch.Run();
            }
            catch
            {
                watch.Abandon();
                throw;
            }
        }
    }

    private static unsafe void Ring(Pipe wake)
    {
        byte bell = 1;
        _ = Libc.Write(wake.WriteEnd, &bell, 1);
    }
}
