using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class VerifyingAJournal
{
    private static readonly (byte[] Bytes, JournalHead Head) Whole = Samples.Journal();

    [Fact]
    public static void A_journal_as_it_was_written_is_ok() =>
        Assert.Equal(new Verdict.Ok(Whole.Head), Verify(Whole.Bytes));

    [Fact]
    public static void The_head_is_what_sha256sum_says_of_the_last_line() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Lines(Whole.Bytes)[^1])), Whole.Head.Sha256);

    [Fact]
    public static void Every_flipped_bit_is_found()
    {
        Assert.InRange(Whole.Bytes.Length, 4096, 20_000);
        Parallel.For(0, Whole.Bytes.Length * 8, bit =>
        {
            var bytes = Whole.Bytes.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var verdict = JournalVerifier.Verify(new MemoryStream(bytes), Samples.Run, Whole.Head);
            Assert.True(verdict is Verdict.Tampered or Verdict.Torn, $"bit {bit}: {verdict}");
        });
    }

    [Fact]
    public static void Without_an_anchor_only_the_last_line_can_be_rewritten()
    {
        // With the newline before it gone, the last two lines are one that was torn.
        var last = Whole.Bytes.Length - Lines(Whole.Bytes)[^1].Length - 1;
        Parallel.For(0, last * 8, bit =>
        {
            var bytes = Whole.Bytes.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsType<Verdict.Tampered>(Verify(bytes));
        });
    }

    [Fact]
    public static void A_journal_cut_anywhere_in_its_last_three_lines_loses_no_whole_line()
    {
        var lines = Lines(Whole.Bytes);
        for (var length = Whole.Bytes.Length - lines[^3..].Sum(l => l.Length); length < Whole.Bytes.Length; length++)
        {
            var cut = Whole.Bytes[..length];
            var verdict = Verify(cut);
            var whole = cut.Count(b => b == '\n');
            Assert.Equal(whole, verdict.Head.Count);
            var rest = length - lines[..whole].Sum(l => l.Length);
            Assert.Equal(rest == 0 ? new Verdict.Incomplete(verdict.Head) : new Verdict.Torn(verdict.Head, rest), verdict);
            Assert.IsType<Verdict.Tampered>(JournalVerifier.Verify(new MemoryStream(cut), Samples.Run, Whole.Head));
        }
    }

    [Fact]
    public static void Lines_swapped_repeated_removed_or_inserted_are_found()
    {
        var lines = Lines(Whole.Bytes);
        var foreign = Lines(Samples.Journal([Samples.Opened, Samples.All[6]]).Bytes)[1];
        Gen.Select(Gen.Int[0, lines.Count - 1], Gen.Int[0, lines.Count - 1], Gen.Int[0, 3]).Sample(
            (i, j, how) =>
            {
                var changed = lines.ToList();
                switch (how)
                {
                    case 0 when i != j:
                        (changed[i], changed[j]) = (changed[j], changed[i]);
                        break;
                    case 1:
                        changed.Insert(j, lines[i]);
                        break;
                    case 2 when i < lines.Count - 1:
                        changed.RemoveAt(i);
                        break;
                    case 3:
                        changed.Insert(i, foreign);
                        break;
                    default:
                        return;
                }

                Assert.IsType<Verdict.Tampered>(Verify([.. changed.SelectMany(l => l)]));
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData("\"pid\":4711", "\"pid\": 4711")]
    [InlineData("\"pid\":4711", "\"pid\":4711.0")]
    [InlineData("\"pid\":4711", "\"pid\":4711,\"pid\":4711")]
    [InlineData("\"operator\":\"dba\"", "\"operator\":\"\\u0064ba\"")]
    public static void Another_spelling_is_found_even_when_all_is_chained_again(string from, string to)
    {
        var text = Encoding.UTF8.GetString(Whole.Bytes).Replace(from, to, StringComparison.Ordinal);
        Assert.IsType<Verdict.Tampered>(Verify(Rechained(text)));
    }

    [Fact]
    public static void A_whole_journal_chained_again_is_found_by_its_anchor_only()
    {
        var lies = Rechained(Encoding.UTF8.GetString(Whole.Bytes).Replace("\"dba\"", "\"abd\"", StringComparison.Ordinal));
        Assert.IsType<Verdict.Ok>(Verify(lies));
        Assert.IsType<Verdict.Tampered>(JournalVerifier.Verify(new MemoryStream(lies), Samples.Run, Whole.Head));
    }

    [Fact]
    public static void A_journal_of_another_run_is_found() =>
        Assert.Equal(1, Assert.IsType<Verdict.Tampered>(JournalVerifier.Verify(new MemoryStream(Whole.Bytes), "20261122T164012Z-000000")).Line);

    [Fact]
    public static void Nothing_comes_after_the_end()
    {
        var log = new MemoryLog();
        var head = Samples.Write(log, [Samples.Opened]);
        var writer = new JournalWriter(log, TimeProvider.System, head);
        writer.Append(new Runbooks.Journaling.Events.JournalEvent.Checkpoint(head.Sha256, head.Count, "git"));
        Assert.IsType<Verdict.Ok>(Verify(log.Bytes));
        writer.Append(new Runbooks.Journaling.Events.JournalEvent.BranchTaken("1", null));
        Assert.Equal(4, Assert.IsType<Verdict.Tampered>(Verify(log.Bytes)).Line);
    }

    [Fact]
    public static void A_later_format_is_no_tampering()
    {
        var text = Encoding.UTF8.GetString(Whole.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var newer = Rechained(string.Concat(text.Select((line, i) => (i < 3 ? line : line.Replace("{\"v\":1", "{\"v\":2", StringComparison.Ordinal)) + "\n")));
        var verdict = Assert.IsType<Verdict.NeedsNewer>(Verify(newer));
        Assert.Equal((4, 2), (verdict.Line, verdict.Version));
        var older = Rechained(string.Concat(text.Select((line, i) => (i != 3 ? line : line.Replace("{\"v\":1", "{\"v\":2", StringComparison.Ordinal)) + "\n")));
        Assert.IsType<Verdict.Tampered>(Verify(older));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{}\n")]
    [InlineData("not a journal\nat all\n")]
    [InlineData("{}\n{}\n")]
    public static void What_is_no_journal_is_not_ok(string text)
    {
        Assert.NotEqual(0, Verify(Encoding.UTF8.GetBytes(text)).ExitCode);
        Assert.NotEqual(0, JournalVerifier.Verify(new MemoryStream(Encoding.UTF8.GetBytes(text))).ExitCode);
    }

    [Fact]
    public static void Any_bytes_get_a_verdict() => Gen.Byte.Array[0, 300].Sample(bytes => Verify(bytes).ExitCode != 0, iter: 10_000);

    private static Verdict Verify(byte[] bytes) => JournalVerifier.Verify(new MemoryStream(bytes), Samples.Run);

    private static List<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) + 1;
            lines.Add(bytes[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>What somebody does who knows the format: every `prev` made right again.</summary>
    private static byte[] Rechained(string text)
    {
        var all = new MemoryStream();
        var prev = JournalLine.Hash(JournalLine.Header(Samples.Run));
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf("\"prev\":\"", StringComparison.Ordinal) + 8;
            var bytes = Encoding.UTF8.GetBytes(line[..at] + prev + line[(at + 64)..] + "\n");
            prev = JournalLine.Hash(bytes);
            all.Write(bytes);
        }

        return all.ToArray();
    }
}
