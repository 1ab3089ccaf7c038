using System.Buffers;
using System.Text;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Tests.Values.Masking;

public sealed class MaskingSecrets
{
    [Theory]
    [InlineData("hunter22", "password=hunter22;", "password=***;")]
    [InlineData("hunter22", "hunter22hunter22 hunter2", "****** hunter2")]
    [InlineData("abcabc", "xabcabcabcx", "x***x")] // two that overlap are one
    [InlineData("abc", "abcd", "***d")]
    [InlineData("ab", "abab", "abab")]
    [InlineData("   ", "a   b", "a   b")]
    [InlineData("", "a", "a")]
    [InlineData(" padded-secret \n", "[padded-secret]", "[***]")]
    [InlineData("first-line\nsecond-line\n", "second-line first-line", "*** ***")]
    [InlineData("geheim€nis", "das geheim€nis.", "das ***.")]
    [InlineData("geheim€nis", "das geheim%E2%82%ACnis.", "das ***.")]
    public void A_secret_becomes_stars(string secret, string text, string masked)
    {
        var masker = Masker.None.With(secret);

        Assert.Equal(masked, masker.Apply(text));
        Assert.Equal(masked, Encoding.UTF8.GetString(masker.Apply(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Secrets_that_overlap_leave_nothing_of_either() =>
        Assert.Equal("x***y", Masker.None.With("abcdef", "defghi").Apply("xabcdefghiy"));

    [Fact]
    public void Of_a_secret_within_another_the_longer_is_masked() =>
        Assert.Equal("*** ***", Masker.None.With("secret", "secret-longer").Apply("secret-longer secret"));

    [Fact]
    public void Without_secrets_text_is_not_copied()
    {
        const string Text = "text";

        Assert.Same(Text, Masker.None.Apply(Text));
        Assert.Same(Text, Masker.None.With("other").Apply(Text));
        Assert.True(Masker.None.With("", "ab").IsEmpty);
    }

    [Theory]
    [InlineData("1234567", true)]
    [InlineData(" 1234567 ", true)]
    [InlineData("12345678", false)]
    public void A_short_secret_is_weak(string secret, bool weak) => Assert.Equal(weak, Masker.IsWeak(secret));

    [Fact]
    public void Bytes_that_are_no_text_pass_unchanged()
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);

        Assert.Equal(bytes, Masker.None.With("hunter22-hunter22").Apply(bytes));
    }

    [Theory]
    [MemberData(nameof(Canaries.All), MemberType = typeof(Canaries))]
    public void No_canary_is_seen_in_any_encoding_wherever_the_stream_is_cut(string canary)
    {
        var masker = Masker.None.With(canary);
        foreach (var (encoding, core, text) in Canaries.Encodings(canary))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var cut = 0; cut <= bytes.Length; cut++)
            {
                var seen = Pass(masker, bytes, cut);
                Assert.False(seen.Contains(core, StringComparison.Ordinal), $"{encoding} cut at {cut}: {seen}");
            }

            Assert.False(masker.Apply(text).Contains(core, StringComparison.Ordinal), $"{encoding} as text");
        }
    }

    [Fact]
    public void A_stream_of_single_bytes_is_masked_as_the_whole()
    {
        var masker = Masker.None.With("aaa", "aba");
        var text = Encoding.UTF8.GetBytes("baabaaaabababbbaaababaaabaabba");
        var output = new ArrayBufferWriter<byte>();
        using var stream = new MaskingStream(masker);
        foreach (var item in text)
        {
            stream.Write([item], output);
        }

        stream.Complete(output);

        Assert.Equal(masker.Apply(text), output.WrittenSpan.ToArray());
    }

    private static string Pass(Masker masker, ReadOnlySpan<byte> bytes, int cut)
    {
        var output = new ArrayBufferWriter<byte>();
        using var stream = new MaskingStream(masker);
        stream.Write(bytes[..cut], output);
        stream.Write(bytes[cut..], output);
        stream.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
