namespace SomaBrain.Runbooks.Execution;

/// <summary>How the operator stops a run: once, after the running step; twice, at once. Or leaves it, when the terminal is closed.</summary>
public sealed class RunControl : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isLeft;

    public bool StopRequested => _stop.IsCancellationRequested;

    /// <summary>Whether the run can go on in another process: what it works on outlives this one.</summary>
    public bool MayWait { get; set; }

    /// <summary>Nobody asked for its end: it stops after this step, and waits for whoever resumes it.</summary>
    public bool IsLeft => _isLeft && MayWait && !_cancel.IsCancellationRequested;

    /// <summary>Ends with the first request: a question is not waited for any longer.</summary>
    public Task Stopped => _stopped.Task;

    public CancellationToken StoppedToken => _stop.Token;

    /// <summary>Cancelled: the running step is to be interrupted.</summary>
    public CancellationToken Cancel => _cancel.Token;

    /// <summary>The first request stops after this step, the second cancels it.</summary>
    public void Request()
    {
        if (StopRequested)
        {
            Cancelling(_cancel);
        }
        else
        {
            Stop();
        }
    }

    /// <summary>The terminal was closed. Of a run that is stopping already it changes nothing.</summary>
    public void Leave()
    {
        if (!StopRequested)
        {
            _isLeft = true;
            Stop();
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _cancel.Dispose();
    }

    private void Stop()
    {
        Cancelling(_stop);
        _stopped.TrySetResult();
    }

    /// <summary>What waits for it goes on elsewhere: the end of the run, on the thread of a signal, would take this away while it is used.</summary>
    private static void Cancelling(CancellationTokenSource source)
    {
        try
        {
            _ = source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // a signal that comes when the run is over
        }
    }
}
