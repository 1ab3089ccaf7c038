namespace SomaBrain.Runbooks.Execution;

/// <summary>How the operator stops a run: once, after the running step; twice, at once.</summary>
public sealed class RunControl : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool StopRequested => _stop.IsCancellationRequested;

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
            _cancel.Cancel();
        }

        _stop.Cancel();
        _stopped.TrySetResult();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _cancel.Dispose();
    }
}
