using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>A run that the operator ended, and that was broken off while it cleaned up: nothing of what he did not want is carried out.</summary>
public sealed class Stopped_and_broken_off
{
    private const string Steps = """
        steps:
        - { id: a, act: a, effect: write }
        - { id: each, act: each, effect: write, for_each: "['x', 'y', 'z']" }
        - id: b
          block: [{ act: tried, effect: write }, { act: asks }, { act: never, effect: write }]
          rescue: [{ act: rescued, effect: write }]
          always: [{ act: always, effect: write }, { act: unlocks, effect: write }]
        - { act: later, effect: write }
        finally:
        - { act: last, effect: write }
        - { act: tells, effect: write }
        """;

    /// <summary>The word that ends it, and what is carried out nevertheless.</summary>
    public static TheoryData<string, string> Ends => new()
    {
        { "a", "a last tells" },
        { "each", "a each last tells" },
        { "tried", "a each each each tried always unlocks last tells" },
        { "asks", "a each each each tried always unlocks last tells" },
        { "no", "a each each each tried always unlocks last tells" },
        { "always", "a each each each tried never always unlocks last tells" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task It_only_comes_to_its_end_wherever_that_was_broken_off(string word, string acts)
    {
        var whole = NewPlay(word, []);
        var ended = await whole.RunAsync(Steps);
        Assert.Equal(acts, Acted(whole.Journal.Events));
        var events = whole.Journal.Events.ToList();
        var begun = events.FindIndex(one => one is JournalEvent.StepIntent { Step: "finally.1" } or JournalEvent.StepOutcome { Status: StepStatus.Cancelled } || (word != "always" && one is JournalEvent.BranchTaken { Arm: "always" }));
        for (var cut = begun + 1; cut <= events.Count; cut++)
        {
            var resumed = NewPlay("", [.. events.Take(cut)]);
            var end = await resumed.RunAsync(Steps);
            Assert.True(
                (ended.ExitCode, acts) == (end.ExitCode, Acted([.. events.Take(cut), .. resumed.Journal.Events])),
                $"cut after {cut}: {end.ExitCode}, {Acted([.. events.Take(cut), .. resumed.Journal.Events])}");
        }
    }

    [Fact]
    public async Task What_a_lock_kept_out_goes_on_where_it_was_and_cleans_up_then()
    {
        var first = new Play { Does = text => text == "never" ? new Outcome.Failed(Play.Why("RB540")) : Play.Writes() };
        await first.RunAsync(Steps);
        Assert.Equal("a each each each tried", Acted(first.Journal.Events));

        var resumed = NewPlay("", [.. first.Journal.Events]);
        var end = await resumed.RunAsync(Steps);

        Assert.Equal((ExitCode.Done, "never always unlocks later last tells"), (end.ExitCode, Acted(resumed.Journal.Events)));
    }

    /// <summary>Writes that were carried out, in order.</summary>
    private static string Acted(IEnumerable<JournalEvent> events)
    {
        var steps = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["1"] = "a",
            ["2[0]"] = "each",
            ["2[1]"] = "each",
            ["2[2]"] = "each",
            ["3.block.1"] = "tried",
            ["3.block.3"] = "never",
            ["3.rescue.1"] = "rescued",
            ["3.always.1"] = "always",
            ["3.always.2"] = "unlocks",
            ["4"] = "later",
            ["finally.1"] = "last",
            ["finally.2"] = "tells",
        };
        return string.Join(' ', events.OfType<JournalEvent.StepOutcome>().Where(ended => ended.Changed == Changed.Yes).Select(ended => steps.GetValueOrDefault(ended.Step)).OfType<string>());
    }

    private static Play NewPlay(string word, List<JournalEvent> earlier)
    {
        Play? play = null;
        return play = new()
        {
            Earlier = earlier,
            Settles = _ => new Settlement.NotDone("test", "it is not there"),
            DoesAsync = (text, context, _) => new(Does(play!, text, word, context)),
        };
    }

    private static Outcome Does(Play play, string text, string word, StepContext context)
    {
        if (text == "asks" && word == "no")
        {
            context.Journal.Append(new JournalEvent.ConfirmAnswered(context.Key, "Really?", new Value.Boolean(false), "ann", AnswerMeans.Terminal), Durability.Flushed);
            return new Outcome.Declined("ann");
        }

        if (text == word)
        {
            play.Control.Request();
        }

        return text == "asks" ? Play.Gives(Value.Null.Instance) : Play.Writes();
    }
}
