using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>Whatever is done to a journal is found where somebody else knows its head, and nothing is ok where that somebody is
/// expected and missing.</summary>
public static class Tampering
{
    private const int Edits = 10_000;

    [Fact]
    public static void Each_of_32768_flipped_bits_is_found()
    {
        using var victim = new Victim();
        Assert.Equal(Victim.Size, victim.Journal.Length);
        Assert.IsType<Verdict.Ok>(victim.Verify());
        var site = new SiteLog(victim.Site, TimeProvider.System).Read();
        Parallel.For(0, victim.Journal.Length * 8, bit =>
        {
            var bytes = victim.Journal.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var verdict = site.Verify(new MemoryStream(bytes), victim.Run.Run);
            Assert.True(verdict is Verdict.Tampered, $"bit {bit}: {verdict}");
        });
    }

    [Fact]
    public static void Each_of_10000_random_edits_is_found_by_the_site_log_or_by_an_anchor_elsewhere()
    {
        using var victim = new Victim();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var edit = 0; edit < Edits * Soak.Factor; edit++)
        {
            var what = Edit(victim, random);
            if (File.Exists(victim.Run.Journal) && File.ReadAllBytes(victim.Run.Journal).AsSpan().SequenceEqual(victim.Journal) && what != "a file beside")
            {
                continue;
            }

            // Who has the state directory rewrites the site log too; then the anchor elsewhere is what knows better.
            var both = what != "a file beside" && File.Exists(victim.Run.Journal) && random.Next(2) == 0 && Rewritten(victim);
            var verdict = victim.Verify();
            Assert.True(verdict is Verdict.Tampered, $"{what}{(both ? ", site log too" : "")}: {verdict} (seed {seed}, edit {edit})");

            if (both)
            {
                File.Delete(victim.Anchor);
                verdict = victim.Verify();
                Assert.True(verdict is not Verdict.Ok, $"{what}, the anchor gone: {verdict} (seed {seed}, edit {edit})");
            }

            victim.Mend();
        }
    }

    [Theory]
    [InlineData(true, 33)]
    [InlineData(false, 0)]
    public static void A_journal_whose_expected_anchor_is_gone_is_not_ok(bool expected, int exitCode)
    {
        using var victim = new Victim();
        File.Delete(victim.Anchor);
        Assert.Equal(exitCode, victim.Verify(expected).ExitCode);
    }

    [Fact]
    public static void A_journal_whose_anchor_was_cut_is_not_ok()
    {
        using var victim = new Victim();
        File.WriteAllLines(victim.Anchor, File.ReadAllLines(victim.Anchor)[..^1]);
        Assert.Equal(33, victim.Verify().ExitCode);
        File.WriteAllText(victim.Anchor, "");
        Assert.Equal(33, victim.Verify().ExitCode);
    }

    [Fact]
    public static void A_journal_whose_site_log_was_cut_changed_or_removed_is_not_ok()
    {
        using var victim = new Victim();
        var lines = File.ReadAllLines(victim.Site);
        foreach (var changed in (string[][])[lines[..1], lines[1..], [], [lines[0], lines[1].Replace("closed", "paused", StringComparison.Ordinal)], [lines[1], lines[0]]])
        {
            File.WriteAllText(victim.Site, string.Concat(changed.Select(line => line + "\n")));
            Assert.Equal(33, victim.Verify().ExitCode);
        }
    }

    private static bool Rewritten(Victim victim)
    {
        victim.RewriteSite();
        return true;
    }

    /// <summary>Does one thing to the run; what it was.</summary>
    private static string Edit(Victim victim, Random random)
    {
        var lines = Victim.Lines(victim.Journal);
        var (i, j) = (random.Next(lines.Count), random.Next(lines.Count));
        var what = random.Next(9);
        switch (what)
        {
            case 0:
                (lines[i], lines[j]) = (lines[j], lines[i]);
                break;
            case 1:
                lines.Insert(j, lines[i]);
                break;
            case 2:
                lines.RemoveAt(i);
                break;
            case 3:
                lines.Insert(i, [.. "{\"v\":1,\"seq\":1,\"at\":\"2026-11-22T16:40:12.000000Z\",\"prev\":\""u8, .. new byte[64].Select(_ => (byte)'0'), .. "\",\"kind\":\"branch-taken\",\"step\":\"1\"}\n"u8]);
                break;
            case 4:
                lines.RemoveRange(i, lines.Count - i);
                break;
            case 5:
                // Cut, and continued as the program would have.
                lines.RemoveRange(i, lines.Count - i - 1);
                File.WriteAllBytes(victim.Run.Journal, victim.Chained(lines));
                return "cut and continued";
            case 6:
                lines[i] = Changed(lines[i], random);
                File.WriteAllBytes(victim.Run.Journal, victim.Chained(lines));
                return "changed and chained again";
            case 7:
                var file = victim.Files[random.Next(victim.Files.Count)];
                File.Delete(file);
                return file == victim.Run.Journal ? "the journal removed" : "a file beside";
            default:
                lines[i] = Changed(lines[i], random);
                break;
        }

        File.WriteAllBytes(victim.Run.Journal, [.. lines.SelectMany(line => line)]);
        return $"edit {what} of line {i + 1}";
    }

    /// <summary>Another digit somewhere.</summary>
    private static byte[] Changed(byte[] line, Random random)
    {
        var changed = line.ToArray();
        int[] digits = [.. Enumerable.Range(0, line.Length).Where(at => line[at] is >= (byte)'1' and <= (byte)'8')];
        changed[digits[random.Next(digits.Length)]]++;
        return changed;
    }
}
