namespace SomaBrain.Runbooks.Execution;

/// <summary>How the operator stops a run: once, after the running step; twice, at once.</summary>
public sealed class RunControl : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public bool StopRequested { get; private set; }

    /// <summary>Cancelled: the running step is to be interrupted.</summary>
    public CancellationToken Cancel => _cancel.Token;

    /// <summary>The first request stops after this step, the second cancels it.</summary>
    public void Request()
    {
        if (StopRequested)
        {
            _cancel.Cancel();
        }

        StopRequested = true;
    }

    public void Dispose() => _cancel.Dispose();
}
