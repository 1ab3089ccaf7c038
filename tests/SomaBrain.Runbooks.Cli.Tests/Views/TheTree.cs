using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed class TheTree
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Every_outcome_has_its_line(int columns) =>
        Approved.Text(Shown(columns, Glyphs.Unicode, view => Scripts.EveryOutcome(view)), Scrubber.Nothing, $"{columns}");

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Hostile_text_stays_in_its_line(int columns) =>
        Approved.Text(Shown(columns, Glyphs.Unicode, Scripts.Hostile), Scrubber.Nothing, $"{columns}");

    [Fact]
    public void A_terminal_without_unicode_gets_ascii() =>
        Approved.Text(Shown(80, Glyphs.Ascii, view => Scripts.EveryOutcome(view)), Scrubber.Nothing);

    [Fact]
    public void Of_turns_that_warn_the_first_are_shown_and_all_are_counted() => Approved.Text(
        Shown(80, Glyphs.Unicode, view =>
        {
            var run = new ScriptedRun(view, _ => { });
            run.Begin(ScriptedRun.Read("runbook: 1\ntitle: x\nsteps:\n  - note: x\n"));
            for (var turn = 0; turn < 20; turn++)
            {
                run.Step($"1[{turn}]", "metric", "lag", text: turn == 0 ? "item.lag" : null, status: Journaling.Events.StepStatus.Warned,
                    metric: ScriptedRun.Metric("lag", turn, "s", "warn"), failure: new("RB411", $"lag is {turn} s", null, "wait"));
            }

            return new(ExitCode.Done, Journaling.Events.RunStatus.Done, Journaling.Events.Changed.None, [], [], null, null);
        }),
        Scrubber.Nothing);

    [Fact]
    public void The_step_at_work_is_one_live_line()
    {
        var screen = new Screen(80);
        using var view = new TreeView(screen.Channel(), screen.Channel(), Glyphs.Unicode, _time);
        var seen = new List<string>();
        Scripts.EveryOutcome(view, Wait);

        Approved.Text(string.Join('\n', seen.Distinct(StringComparer.Ordinal)), Scrubber.Nothing);

        void Wait(int milliseconds)
        {
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            seen.Add(screen.ToString().TrimEnd('\n').Split('\n')[^1]);
        }
    }

    [Fact]
    public void A_question_has_the_terminal_to_itself()
    {
        var screen = new Screen(80);
        using var view = new TreeView(screen.Channel(), screen.Channel(), Glyphs.Unicode, _time);
        var run = new ScriptedRun(view, _ => { });
        run.Intent("1", "confirm", text: "Go on?");
        var asking = screen.ToString();
        Assert.True(screen.CursorHidden);

        view.Suspend();
        var frames = screen.Frames;
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("Go on?", asking, StringComparison.Ordinal);
        Assert.Equal("\n", screen.ToString());
        Assert.False(screen.CursorHidden);
        Assert.Equal(frames, screen.Frames);

        view.Resume();
        Assert.Contains("Go on?", screen.ToString(), StringComparison.Ordinal);
        Assert.True(screen.CursorHidden);
    }

    [Fact]
    public void The_cursor_comes_back_at_the_end()
    {
        var screen = new Screen(80);
        using (var view = new TreeView(screen.Channel(), screen.Channel(), Glyphs.Unicode, _time))
        {
            new ScriptedRun(view, _ => { }).Intent("1", "sql", text: "SELECT 1");
            Assert.True(screen.CursorHidden);
        }

        Assert.False(screen.CursorHidden);
        Assert.Equal("\n", screen.ToString());
    }

    private string Shown(int columns, Glyphs glyphs, Func<IRunView, RunEnd> play)
    {
        var screen = new Screen(columns);
        using (var view = new TreeView(screen.Channel(), Channel.Plain(new MemoryStream()), glyphs, _time))
        {
            var end = play(view);
            view.End(end with { Problems = [] }, ScriptedRun.Footer);
        }

        return screen.ToString();
    }
}
