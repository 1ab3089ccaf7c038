using System.Diagnostics;
using System.Text;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>The program while it runs: its output, its questions, and the signal that it may get.</summary>
internal sealed partial class RunningProgram : IDisposable
{
    private const int Kill = 9;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly ProgramRequest _request;
    private readonly Process _process;
    private readonly Terminal? _terminal;
    private readonly List<Task> _reading = [];
    private readonly StringBuilder _text = new();
    private int _asked;

    private RunningProgram(ProgramRequest request, Process process, Terminal? terminal)
    {
        (_request, _process, _terminal) = (request, process, terminal);
        _reading.AddRange(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        if (terminal is not null)
        {
            _reading.Add(terminal.ReadAsync(Say));
        }

        process.StandardInput.Close();
    }

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString().ReplaceLineEndings("\n");
            }
        }
    }

    /// <summary>In a session of its own: the terminal's Ctrl-C is for the drill, which ends the program itself.</summary>
    public static RunningProgram Start(ProgramRequest request, DrillSystem system)
    {
        var terminal = request.Answers.IsEmpty ? null : Terminal.Open(system.OsUserId);
        // Both outputs are one pipe or one terminal: what was printed first is read first.
        List<string> words = terminal is null
            ? ["setsid", "sh", "-c", "exec \"$@\" 2>&1", "sh"]
            : ["setsid", "sh", "-c", "exec \"$@\" <>\"$0\" >&0 2>&0", terminal.Path];
        words.AddRange([.. system.BecomeOsUser, .. system.Program, .. request.Words]);
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = system.Work,
        };
        start.Environment.Clear();
        foreach (var (name, value) in system.Environment.Concat(request.Environment))
        {
            start.Environment[name] = value;
        }

        return new(request, Process.Start(start)!, terminal);
    }

    /// <returns>The exit code as a shell tells it, and whether it had to be killed because it took too long.</returns>
    public async Task<(int Exit, bool TimedOut)> WatchAsync(JournalWatch watch, CancellationToken ct)
    {
        var (began, turns, sent, timedOut) = (Stopwatch.GetTimestamp(), 0, false, false);
        var answers = new Queue<string>();
        while (!_process.HasExited)
        {
            foreach (var intent in watch.Look().OfType<JournalEvent.StepIntent>())
            {
                if (intent.StepKind is "confirm" or "ask")
                {
                    answers.Enqueue(AnswerOf(intent));
                }

                if (_request.Stop is { } stop && !sent && Is(intent, stop.Step) && ++turns == stop.Turn)
                {
                    sent = true;
                    await Task.Delay(stop.After, ct);
                    Signal(stop.Signal);
                }
            }

            Answer(answers);
            timedOut = timedOut || Stopwatch.GetElapsedTime(began) > _request.Patience;
            if (timedOut || ct.IsCancellationRequested)
            {
                Signal(Kill);
            }

            await Task.Delay(Glance, CancellationToken.None);
        }

        _terminal?.Release();
        await Task.WhenAny(Task.WhenAll(_reading), Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None));
        ct.ThrowIfCancellationRequested();
        return (_process.ExitCode, timedOut);
    }

    public void Dispose()
    {
        _process.Dispose();
        _terminal?.Dispose();
    }

    /// <summary>Ctrl-D where the drill has no answer: the terminal says nothing more, and the run pauses.</summary>
    private string AnswerOf(JournalEvent.StepIntent intent)
    {
        foreach (var (step, answer) in _request.Answers)
        {
            if (Is(intent, step))
            {
                return answer is [.., < ' '] ? answer : $"{answer}\r"; // Ctrl-C is the whole answer: a line behind it would race with the signal
            }
        }

        return "\u0004";
    }

    /// <summary>Types when a question is there to be read: before, the terminal may still throw away what is typed.</summary>
    private void Answer(Queue<string> answers)
    {
        if (_terminal is null || answers.Count == 0)
        {
            return;
        }

        var text = Text;
        var question = text.IndexOf("? ", _asked, StringComparison.Ordinal);
        if (question >= 0 && !text.EndsWith('\n'))
        {
            _asked = text.Length;
            Thread.Sleep(Glance * 10);
            _terminal.Type(answers.Dequeue());
        }
    }

    private static bool Is(JournalEvent.StepIntent intent, string step) => intent.Id == step || intent.Step == step;

    private void Signal(int number)
    {
        if (!_process.HasExited)
        {
            _ = kill(_process.Id, number);
        }
    }

    private void Say(string text)
    {
        lock (_text)
        {
            _text.Append(text);
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            Say(new(buffer, 0, count));
        }
    }

    [System.Runtime.InteropServices.LibraryImport("libc")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int process, int signal);
}
