using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>
/// A tree of steps on a terminal. Finished steps are lines that stay; the step at work is one live line below them. Each
/// frame is one write: erase from the live line on, the lines that became final, the live line, and the cursor back to its
/// beginning. A resize cannot tear it: from there all that a terminal made of the live line is erased, wrapped or not, and
/// the live line itself never wraps, as a multiplexer tells the new width late.
/// </summary>
public sealed class TreeView : IRunView
{
    private const string BeginFrame = "\e[?2026h\r\e[J";
    private const string BeginLive = "\e[?7l";
    private const string EndLive = "\r\e[?7h";
    private const string EndFrame = "\e[?2026l";
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Channel _screen;
    private readonly Channel _results;
    private readonly Glyphs _glyphs;
    private readonly TimeProvider _time;
    private readonly RunProgress _progress;
    private readonly CursorGuard _cursor;
    private readonly ITimer _timer;
    private StepLayout _layout;
    private RunHeader? _header;
    private bool _live;
    private bool _suspended;

    public TreeView(Channel screen, Channel results, Glyphs glyphs, TimeProvider time, Loudness loudness = Loudness.Normal)
    {
        (_screen, _results, _glyphs, _time) = (screen, results, glyphs, time);
        _progress = new(time, loudness == Loudness.Verbose);
        _layout = new(glyphs, 1);
        _cursor = new(screen);
        _timer = time.CreateTimer(_ => Tick(), null, Frame, Frame);
    }

    public void Begin(RunHeader header)
    {
        lock (_lock)
        {
            _header = header;
            _layout = new(_glyphs, header.Playbook.Steps.Length.ToString(CultureInfo.InvariantCulture).Length);
            Draw([.. HeaderText.Lines(header), new()]);
        }
    }

    public void On(JournalEntry entry)
    {
        lock (_lock)
        {
            var ended = _progress.On(entry);
            if (ended.Count > 0 || (_progress.Running is not null && !_live))
            {
                Draw(Layout(ended));
            }
        }
    }

    public void Say(string text)
    {
        lock (_lock)
        {
            Draw([new Line().Add(OneLine.Of(text))]);
        }
    }

    public void Suspend()
    {
        lock (_lock)
        {
            _suspended = true;
            Draw([]);
            _cursor.Show();
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _suspended = false;
            Draw([]);
        }
    }

    public void End(RunEnd end, RunFooter footer)
    {
        lock (_lock)
        {
            _timer.Dispose();
            Draw(Layout(_progress.End()));
            _cursor.Show();
            _screen.Line();
            EndText.Write(end, footer, _header, _progress.Warnings, _results, _screen);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (_live)
            {
                _suspended = true;
                Draw([]);
            }

            _cursor.Dispose();
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_progress.Running is not null && !_suspended)
            {
                Draw([]);
            }
        }
    }

    /// <summary>One column stays free: a terminal whose last column is written may wrap early.</summary>
    private int Columns => _screen.Width - 1;

    private List<Line> Layout(IReadOnlyList<StepLine> ended)
    {
        var columns = Columns;
        return [.. ended.SelectMany(line => _layout.Ended(line, columns))];
    }

    private void Draw(List<Line> final)
    {
        var running = _suspended ? null : _progress.Running;
        if (final.Count == 0 && running is null && !_live)
        {
            return;
        }

        if (running is not null)
        {
            _cursor.Hide();
        }

        var columns = Columns;
        var frame = new StringBuilder(BeginFrame);
        foreach (var line in final)
        {
            frame.Append(line.Cut(columns).Render(_screen.Paint)).Append('\n');
        }

        if (running is not null)
        {
            frame.Append(BeginLive).Append(_layout.Running(running, _time.GetElapsedTime(running.Since), columns).Render(_screen.Paint)).Append(EndLive);
        }

        _live = running is not null;
        _screen.Write(frame.Append(EndFrame).ToString());
    }
}
