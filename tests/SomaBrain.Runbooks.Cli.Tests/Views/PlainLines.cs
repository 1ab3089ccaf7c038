using System.Text;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed class PlainLines
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStream _results = new();
    private readonly MemoryStream _progress = new();

    [Fact]
    public void Every_outcome_is_a_line() => Approved.Text(Play(view => Scripts.EveryOutcome(view, Advance)), Scrubber.Nothing);

    [Fact]
    public void Hostile_text_stays_in_its_line()
    {
        var shown = Play(Scripts.Hostile);

        Assert.DoesNotContain(shown, c => char.IsControl(c) && c != '\n');
        Approved.Text(shown, Scrubber.Nothing);
    }

    [Fact]
    public void Quiet_leaves_what_went_wrong() => Approved.Text(Play(view => Scripts.EveryOutcome(view), Loudness.Quiet), Scrubber.Nothing);

    [Fact]
    public void Verbose_shows_each_turn_and_what_was_sent_and_came_back() => Approved.Text(Play(view => Scripts.EveryOutcome(view), Loudness.Verbose), Scrubber.Nothing);

    [Fact]
    public void A_reader_that_went_away_does_not_end_the_run()
    {
        using var closed = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        using var view = new PlainView(Channel.Plain(closed), Channel.Plain(closed), Loudness.Normal, _time);

        view.End(Scripts.EveryOutcome(view), ScriptedRun.Footer);
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private string Play(Func<IRunView, RunEnd> play, Loudness loudness = Loudness.Normal)
    {
        using (var view = new PlainView(Channel.Plain(_progress), Channel.Plain(_results), loudness, _time))
        {
            view.End(play(view), ScriptedRun.Footer);
        }

        return $"── stderr\n{Encoding.UTF8.GetString(_progress.ToArray())}── stdout\n{Encoding.UTF8.GetString(_results.ToArray())}";
    }
}
