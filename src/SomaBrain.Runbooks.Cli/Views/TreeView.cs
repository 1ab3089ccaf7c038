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
/// frame is one write: the lines that became final over the live line, then the live line, then the cursor back to its
/// beginning. So the live line is never torn, and a terminal that wraps it on a resize is wiped by the next frame.
/// </summary>
public sealed class TreeView : IRunView
{
    private const string BeginFrame = "\e[?2026h\r";
    private const string EndFrame = "\e[J\r\e[?2026l";
    private const string EraseRest = "\e[K\n";
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

    public TreeView(Channel screen, Channel results, Glyphs glyphs, TimeProvider time)
    {
        (_screen, _results, _glyphs, _time) = (screen, results, glyphs, time);
        _progress = new(time);
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
            Draw([new Line().Add(text)]);
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

        var frame = new StringBuilder(BeginFrame);
        foreach (var line in final)
        {
            frame.Append(line.Cut(Columns).Render(_screen.Paint)).Append(EraseRest);
        }

        if (running is not null)
        {
            frame.Append(_layout.Running(running, _time.GetElapsedTime(running.Since), Columns).Render(_screen.Paint));
        }

        _live = running is not null;
        _screen.Write(frame.Append(EndFrame).ToString());
    }
}
