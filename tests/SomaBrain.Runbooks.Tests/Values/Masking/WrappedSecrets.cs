using System.Buffers;
using System.Diagnostics;
using System.Text;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Tests.Values.Masking;

/// <summary>A secret, or a form of it, that a program wrapped into lines.</summary>
public sealed class WrappedSecrets
{
    private const string Secret = "q9Lw2ZkT7vXs4RbN8mHd6JcF3pYg5UeA1oViQtKz0WnBxGhMlSrPjDyCfEu";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("=\n")]
    [InlineData("=\r\n")]
    [InlineData(@"\n")]
    [InlineData(@"\r\n")]
    public void It_is_one_mask_with_its_breaks(string lineBreak)
    {
        var bytes = Encoding.ASCII.GetBytes(Secret);
        foreach (var form in new[] { Secret, Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), Convert.ToBase64String(bytes).TrimEnd('=') })
        {
            for (var width = 8; width <= form.Length; width++)
            {
                Assert.Equal("before\n***\nafter", Both($"before\n{string.Join(lineBreak, form.Chunk(width).Select(line => new string(line)))}\nafter", Secret));
            }
        }
    }

    /// <summary>The break may fall into a short secret too, where it stands within something longer.</summary>
    [Theory]
    [InlineData("hunter22", 60)]
    [InlineData("correct horse battery staple", 60)]
    public void Within_a_longer_dump_it_is_found_wherever_the_line_ends(string secret, int width)
    {
        for (var before = 0; before < width; before++)
        {
            var hex = Convert.ToHexStringLower(Encoding.ASCII.GetBytes($"{new string('.', before)}{secret}{new string('.', 40)}"));
            var seen = Both(string.Join('\n', hex.Chunk(width).Select(line => new string(line))), secret);
            Assert.Equal($"{string.Concat(Enumerable.Repeat("2e", before))}***{string.Concat(Enumerable.Repeat("2e", 40))}", seen.Replace("\n", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_word_is_too_short_to_be_looked_for_across_lines() => Assert.Equal("hunt\ner22", Both("hunt\ner22", "hunter22"));

    [Fact]
    public void What_stands_far_apart_is_no_wrapping()
    {
        var text = $"correct{new string('\n', 200)} horse battery";

        Assert.Equal(text, Both(text, "correct horse battery"));
    }

    [Fact]
    public void A_stream_of_single_bytes_is_masked_as_the_whole()
    {
        var text = Encoding.ASCII.GetBytes(string.Join("\r\n", $"{Secret}{Secret} {Secret}".Chunk(9).Select(line => new string(line))));
        var output = new ArrayBufferWriter<byte>();
        using var stream = new MaskingStream(Masker.None.With(Secret));
        foreach (var item in text)
        {
            stream.Write([item], output);
        }

        stream.Complete(output);

        Assert.Equal("****** ***", Encoding.ASCII.GetString(output.WrittenSpan).Replace("\r\n", "", StringComparison.Ordinal));
    }

    /// <summary>
    /// Ten times the text may take ten times as long, and not a hundred times: text of breaks and of beginnings of secrets is the worst.
    /// Of three tries the fastest counts, as others work on this machine.
    /// </summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("=\r\n")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaa\n")]
    public void It_takes_linear_time(string piece)
    {
        var masker = Masker.None.With(new string('a', 40), new string('a', 300) + "b");
        masker.Apply(Text(1));
        var (less, more) = (Time(10), Time(100));

        Assert.True(more < (less * 40) + TimeSpan.FromMilliseconds(200), $"{less} for a tenth, {more} for all");

        string Text(int times) => string.Concat(Enumerable.Repeat(piece, times * 1000));

        TimeSpan Time(int times)
        {
            var text = Text(times);
            return Enumerable.Range(0, 3).Min(_ =>
            {
                var started = Stopwatch.GetTimestamp();
                masker.Apply(text);
                return Stopwatch.GetElapsedTime(started);
            });
        }
    }

    private static string Both(string text, string secret)
    {
        var masker = Masker.None.With(secret);
        var masked = masker.Apply(text);
        Assert.Equal(masked, Encoding.UTF8.GetString(masker.Apply(Encoding.UTF8.GetBytes(text))));
        return masked;
    }
}
