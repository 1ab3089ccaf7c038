using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>A run whose journal ends after any of its lines: no act twice, none missing, and nothing guessed.</summary>
public sealed class Broken_off
{
    private const string Steps = """
        steps:
        - { id: a, act: a, effect: write }
        - { id: each, act: each, effect: write, for_each: "['x', 'y']" }
        - { id: f, fork: 1 == 1, yes: [{ act: in, effect: write }] }
        - id: b
          block: [{ act: tried, effect: write }, { act: fails }]
          rescue: [{ act: rescued, effect: write }]
          always: [{ act: always, effect: write }]
        - { id: turn, act: turn, effect: write, repeat: { times: 2 } }
        - { act: skipped, effect: write, when: 1 == 2 }
        - { act: more, effect: write }
        finally:
        - { act: last, effect: write }
        """;

    private static readonly string[] Writes = ["a", "each", "each", "in", "tried", "rescued", "always", "turn", "turn", "more", "last"];

    /// <summary>What its system says of the act that was at work.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_ends_anywhere_is_gone_on_with(bool wasDone)
    {
        var whole = NewPlay();
        await whole.RunAsync(Steps);
        Assert.Equal(Writes, Acted(whole));
        var events = whole.Journal.Events.ToList();
        for (var cut = 0; cut <= events.Count; cut++)
        {
            var earlier = events.Take(cut).ToList();
            var resumed = NewPlay(earlier, _ => wasDone ? new Settlement.Done("test", "it is there") : new Settlement.NotDone("test", "it is not there"));
            var end = await resumed.RunAsync(Steps);
            var before = earlier.OfType<JournalEvent.StepOutcome>().Count(ended => ended.Changed == Changed.Yes);
            var open = resumed.Journal.Events.OfType<JournalEvent.StepResolved>().Count();
            Assert.True(end.ExitCode == ExitCode.Done && before + Acted(resumed).Count() + (wasDone ? open : 0) == Writes.Length, $"cut after {cut}: {end.ExitCode}, {string.Join(' ', resumed.Acts)}");
            Assert.Equal(new[] { "a", "each", "in", "tried", "rescued", "always", "turn", "more", "last" }.Length, end.Changes.Length);
        }
    }

    [Fact]
    public async Task What_nobody_knows_waits_for_a_person_wherever_the_journal_ends()
    {
        var whole = NewPlay();
        await whole.RunAsync(Steps);
        var events = whole.Journal.Events.ToList();
        foreach (var cut in Enumerable.Range(1, events.Count).Where(cut => events[cut - 1] is JournalEvent.StepIntent { Effect: "write", Rendered: not null }))
        {
            var resumed = NewPlay(events.Take(cut), _ => new Settlement.Unknown("nobody knows", "it"));
            resumed.Control.Request(); // Ctrl-C does not make it less open
            var end = await resumed.RunAsync(Steps);
            Assert.Equal((ExitCode.InDoubt, ""), (end.ExitCode, string.Join(' ', Acted(resumed))));
            Assert.Equal("RB521", end.Problems[0].Code);
        }
    }

    private static IEnumerable<string> Acted(Play play) => play.Acts.Where(act => Writes.Contains(act));

    private static Play NewPlay(IEnumerable<JournalEvent>? earlier = null, Func<OpenAttempt, Settlement>? settles = null) => new()
    {
        Earlier = [.. earlier ?? []],
        Settles = settles,
        Does = text => text == "fails" ? Play.Fails() : Play.Writes(),
    };
}
