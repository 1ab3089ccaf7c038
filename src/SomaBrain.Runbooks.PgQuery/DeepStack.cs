using System.Runtime.CompilerServices;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// libpg_query recurses over what it parses and kills the process when the stack ends. Measured over 28 ways to nest (Debian's
/// build of 15-4.0), a token costs at most 131 bytes of stack (<c>NOT NOT …</c>), a level at most 380 (subqueries), and the rest 20 KiB.
/// </summary>
public static class DeepStack
{
    /// <summary>400 × 131 bytes + 20 KiB is half of the 128 KiB that the runtime calls a sufficient stack: no thread is needed.</summary>
    private const int Shallow = 400;

    /// <summary>100,000 × 131 bytes is 13 MiB; memory is only taken for the part of the stack that is used.</summary>
    private const int StackSize = 256 << 20;

    private static readonly Lock OneAtATime = new();

    [ThreadStatic]
    private static bool _isDeep;

    /// <summary>
    /// Runs the work here when it is shallow, or the stack is deep; otherwise on a thread of its own: one at a time, and gone afterwards
    /// (about 100 µs, against the milliseconds that so long a statement costs), so that nothing idles or keeps the process alive.
    /// </summary>
    public static T Run<T>(int tokens, Func<T> work)
    {
        if (_isDeep || (tokens <= Shallow && RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            return work();
        }

        lock (OneAtATime)
        {
            var parsing = new Task<T>(work);
            Start(parsing);
            return parsing.GetAwaiter().GetResult();
        }
    }

    /// <summary>Begins work that parses many statements on a thread where none of them needs another one.</summary>
    public static Task Start(Action work)
    {
        var task = new Task(work);
        Start(task);
        return task;
    }

    private static void Start(Task task)
    {
        var thread = new Thread(
            () =>
            {
                _isDeep = true;
                task.RunSynchronously(TaskScheduler.Default);
            },
            StackSize)
        { IsBackground = true, Name = "deep SQL" };
        thread.Start();
    }
}
