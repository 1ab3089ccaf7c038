using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>A program that has been started. Disposing it ends it and its children, if the test has not.</summary>
public sealed partial class RunningRunbook : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _timeout;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    internal RunningRunbook(Process process, string input, TimeSpan timeout)
    {
        _process = process;
        _timeout = timeout;
        _reading = Task.WhenAll(ReadAllAsync(process.StandardOutput, _output), ReadAllAsync(process.StandardError, _errors));
        Feed(input);
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>Waits until the text stands in one of the two outputs.</summary>
    public RunningRunbook Prints(string text) => Until(
        () => Output.Contains(text, StringComparison.Ordinal) || Errors.Contains(text, StringComparison.Ordinal), $"`{text}`");

    /// <summary>Waits until something is true outside the program, for example on the server.</summary>
    public RunningRunbook Until(Func<bool> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            var isRunning = IsRunning; // asked before: what it did last counts, too
            if (condition())
            {
                return this;
            }

            if (started.Elapsed > _timeout || !isRunning)
            {
                Assert.Fail($"{(isRunning ? $"after {_timeout}" : "the program ended and")} there was no {what}\n{Output}\n{Errors}");
            }

            Thread.Sleep(10);
        }
    }

    /// <summary>Sends a signal to the program alone, not to its group: 2 is Ctrl-C, 1 a closed terminal, 9 the end.</summary>
    public RunningRunbook Signal(int number)
    {
        Assert.Equal(0, Kill(_process.Id, number));
        return this;
    }

    /// <summary>Waits for the end of the program and of its output.</summary>
    public RunbookResult Ends()
    {
        if (!_process.WaitForExit(_timeout) || !_reading.Wait(_timeout))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"the program did not end, or did not close its output, within {_timeout}\n{Output}\n{Errors}");
        }

        return new RunbookResult(_process.ExitCode, Output, Errors);
    }

    public void Dispose()
    {
        if (IsRunning)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static async Task ReadAllAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private void Feed(string input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading it.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int id, int signal);
}
