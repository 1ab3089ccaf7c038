using System.Globalization;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Tests.Proving;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Tests.State;

/// <summary>
/// Journals on disk, cut anywhere in their last three lines as a crash does, and taken up as `runbook resume` does: no whole line is
/// lost, and what was torn is kept. Every cut of twenty journals under `./build soak`, some of them here.
/// </summary>
public static class TornJournals
{
    private const int Journals = 20;

    private static readonly int Step = Soak.Factor > 1 ? 1 : 23;

    [Fact]
    public static void A_journal_that_is_cut_anywhere_loses_no_whole_line_and_goes_on()
    {
        for (var seed = 0; seed < Journals; seed++)
        {
            using var temporary = new TemporaryState();
            var run = temporary.State!.Create(TimeProvider.System);
            var ends = Write(temporary.State, run, new Random(seed));
            var whole = File.ReadAllBytes(run.Journal);
            for (var cut = ends[^4] + (seed % Step); cut < whole.Length; cut += Step)
            {
                File.WriteAllBytes(run.Journal, whole[..cut]);
                TakeUp(temporary.State, run, whole, cut, ends);
            }
        }
    }

    private static void TakeUp(StateDirectory state, RunDirectory run, byte[] whole, int cut, List<int> ends)
    {
        var lines = ends.FindLastIndex(end => end <= cut) + 1;
        var torn = cut - ends[lines - 1];
        using (var log = run.OpenJournal()!)
        {
            var verdict = Verify(state, run);
            Assert.Equal(lines, verdict.Head.Count);
            Assert.Equal(torn, verdict is Verdict.Torn(_, var bytes) ? bytes : 0);
            if (verdict is Verdict.Torn found)
            {
                run.PutTornAside(log, found);
                Assert.Equal(whole[ends[lines - 1]..cut], File.ReadAllBytes(Path.Combine(run.Path, Assert.Single(run.TornAside()).File)));
            }

            // It goes on there.
            var writer = new JournalWriter(log, TimeProvider.System, verdict.Head);
            foreach (var aside in run.TornAside().ToList())
            {
                writer.Append(aside);
            }
        }

        Assert.IsType<Verdict.Incomplete>(Verify(state, run));

        foreach (var aside in Directory.EnumerateFiles(run.Path, "journal.torn-*"))
        {
            File.Delete(aside);
        }
    }

    private static Verdict Verify(StateDirectory state, RunDirectory run)
    {
        using var journal = run.ReadJournal();
        return state.SiteLog(TimeProvider.System).Read().Verify(journal, run.Run);
    }

    /// <returns>Where its lines end.</returns>
    private static List<int> Write(StateDirectory state, RunDirectory run, Random random)
    {
        using (var log = run.OpenJournal()!)
        {
            var writer = new JournalWriter(log, TimeProvider.System);
            writer.Append(new JournalEvent.RunOpened(run.Run, run.Keep("a.yaml", "A", "runbook: 1\n"u8), "dba", "db1", 1, "0.1.0", [], [new("db", "host=/nowhere")]));
            state.SiteLog(TimeProvider.System).Record(SiteKind.Opened, run.Run, writer.Head, "a.yaml");
            for (var line = 0; line < 6; line++)
            {
                var key = line.ToString(CultureInfo.InvariantCulture);
                writer.Append(random.Next(4) switch
                {
                    0 => new JournalEvent.StepIntent(key, "step", "sql", "write", "db", 1, Foreign(random), new("00", Foreign(random), null, [])),
                    1 => new JournalEvent.StepOutcome(key, 1, StepStatus.Ok, TimeSpan.FromMilliseconds(random.Next(1000)), new Values.Value.Text(Foreign(random)), Changed.Yes),
                    2 => new JournalEvent.BranchTaken(key, null),
                    _ => new JournalEvent.StepInDoubt(key, 1, Foreign(random)),
                }, Durability.Buffered);
            }
        }

        var bytes = File.ReadAllBytes(run.Journal);
        return [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1)];
    }

    /// <summary>Letters of one to four bytes, so that a cut goes through one of them.</summary>
    private static string Foreign(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(5) switch { 0 => "ü", 1 => "漢", 2 => "😀", 3 => "\n", _ => "a" }));
}
