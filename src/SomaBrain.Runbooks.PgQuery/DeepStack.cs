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

    /// <summary>4,000 × 131 bytes + 20 KiB is a fourteenth of <see cref="RoomyStackSize"/>, and more tokens than statements have but for a few.</summary>
    private const int Usual = 4_000;

    /// <summary>
    /// What threads have anyway. Not more: where memory is not overcommitted, as on many a server with PostgreSQL, a stack counts
    /// with its whole size, and there is a thread for each core.
    /// </summary>
    private const int RoomyStackSize = 8 << 20;

    /// <summary>How many tokens the stack of this thread has room for, where it was begun here.</summary>
    [ThreadStatic]
    private static int _room;

    /// <summary>
    /// Runs the work here when the stack has room for it; otherwise on a thread of its own: one at a time, and gone afterwards
    /// (about 100 µs, against the milliseconds that so long a statement costs), so that nothing idles or keeps the process alive.
    /// </summary>
    public static T Run<T>(int tokens, Func<T> work)
    {
        if (tokens <= Math.Max(Shallow, _room) && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return work();
        }

        lock (OneAtATime)
        {
            var parsing = new Task<T>(work);
            Start(parsing, PgParser.MostTokens, StackSize);
            return parsing.GetAwaiter().GetResult();
        }
    }

    /// <summary>Begins work that parses many statements on a thread where hardly any of them needs another one.</summary>
    public static Task Start(Action work)
    {
        var task = new Task(work);
        Start(task, Usual, RoomyStackSize);
        return task;
    }

    private static void Start(Task task, int room, int stackSize)
    {
        var thread = new Thread(
            () =>
            {
                _room = room;
                task.RunSynchronously(TaskScheduler.Default);
            },
            stackSize)
        { IsBackground = true, Name = "deep SQL" };
        thread.Start();
    }
}
