using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>
/// Plain lines for logs and pipes: one for each step that ended, and one for a step that takes long, each time it took
/// twice as long. No control characters.
/// </summary>
public sealed class PlainView : IRunView
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Channel _screen;
    private readonly Channel _results;
    private readonly bool _quiet;
    private readonly TimeProvider _time;
    private readonly RunProgress _progress;
    private readonly ITimer _timer;
    private RunHeader? _header;
    private TimeSpan _next = Patience;
    private bool _suspended;

    public PlainView(Channel screen, Channel results, Loudness loudness, TimeProvider time)
    {
        (_screen, _results, _quiet, _time) = (screen, results, loudness == Loudness.Quiet, time);
        _progress = new(time, loudness == Loudness.Verbose);
        _timer = time.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Begin(RunHeader header)
    {
        lock (_lock)
        {
            _header = header;
            if (!_quiet)
            {
                foreach (var line in HeaderText.Lines(header))
                {
                    _screen.Line(line);
                }
            }
        }
    }

    public void On(JournalEntry entry)
    {
        lock (_lock)
        {
            var before = _progress.Running?.Line.Key;
            Write(_progress.On(entry));
            if (_progress.Running?.Line.Key != before)
            {
                _next = Patience;
            }
        }
    }

    public void Say(string text)
    {
        lock (_lock)
        {
            _screen.Line(OneLine.Of(text));
        }
    }

    public void Suspend()
    {
        lock (_lock)
        {
            _suspended = true;
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _suspended = false;
        }
    }

    public void End(RunEnd end, RunFooter footer)
    {
        lock (_lock)
        {
            Write(_progress.End());
            EndText.Write(end, footer, _header, _progress.Warnings, _results, _screen);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_lock)
        {
            if (_progress.Running is { } running && !_suspended && !_quiet && _time.GetElapsedTime(running.Since) is var elapsed && elapsed >= _next)
            {
                while (_next <= elapsed)
                {
                    _next *= 2;
                }

                _screen.Line(StepText.Running(running, elapsed));
            }
        }
    }

    private void Write(IReadOnlyList<StepLine> lines)
    {
        foreach (var line in lines.Where(line => !_quiet || line.Mark is StepMark.Warned or StepMark.Failed or StepMark.InDoubt))
        {
            foreach (var text in StepText.Ended(line))
            {
                _screen.Line(text);
            }
        }
    }
}
