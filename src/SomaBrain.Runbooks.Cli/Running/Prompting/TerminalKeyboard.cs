namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>The keyboard of the terminal, without echo; Ctrl-C is a key while it is open.</summary>
internal sealed class TerminalKeyboard : IKeyboard, IDisposable
{
    /// <summary>Long enough to cost nothing, short enough to feel at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly bool _before = Console.TreatControlCAsInput;

    public TerminalKeyboard() => Console.TreatControlCAsInput = true;

    /// <summary>Whether a person can be asked: what is asked goes to standard error.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public ConsoleKeyInfo? Next(CancellationToken stop)
    {
        try
        {
            while (!Console.KeyAvailable)
            {
                if (stop.WaitHandle.WaitOne(Pause))
                {
                    return null;
                }
            }

            return Console.ReadKey(intercept: true);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            Console.TreatControlCAsInput = _before;
        }
        catch (IOException)
        {
            // the terminal is gone
        }
    }
}
