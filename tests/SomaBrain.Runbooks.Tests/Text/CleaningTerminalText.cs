using System.Text;
using CsCheck;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Text;

public sealed class CleaningTerminalText
{
    [Theory]
    [InlineData("plain text, 100 %", "plain text, 100 %")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("Grüße € 😀 日本", "Grüße € 😀 日本")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("\e[2J\e[1;1H\e[?1049h", "")]
    [InlineData("\e]0;title\atext", "text")]
    [InlineData("\e]52;c;aGk=\e\\text", "text")]
    [InlineData("\e]8;;http://x\e\\link\e]8;;\e\\", "link")]
    [InlineData("\ePq...\e\\x", "x")]
    [InlineData("\e(B\e=\ec", "")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\e]0;never ends", @"\e]0;never ends")]
    [InlineData("\e[", @"\e[")]
    [InlineData("\e", @"\e")]
    [InlineData("\e[31\nx", "\\e[31\nx")]
    [InlineData("a\b\b\0\a\u007f\u0085", @"a\x08\x08\x00\x07\x7f\x85")]
    [InlineData("a\r\nb\rc", "a\nb\\rc")]
    [InlineData("safe\u202eexe.txt\u2066\u200f\ufeff", @"safe\u202eexe.txt\u2066\u200f\ufeff")]
    [InlineData("a\u2028b\u2029c", @"a\u2028b\u2029c")]
    [InlineData("\U000E0041", @"\U000e0041")]
    public void Text_becomes_harmless(string text, string clean) => Assert.Equal(clean, TerminalText.Clean(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\ufffdb", TerminalText.Clean("a\ud83db"));

    [Fact]
    public void Harmless_text_is_not_copied()
    {
        const string Text = "Grüße\n";

        Assert.Same(Text, TerminalText.Clean(Text));
    }

    [Fact]
    public void Nothing_that_a_terminal_obeys_comes_through() =>
        Gen.String[Gen.OneOf(Gen.Char['\0', '\u00ff'], Gen.Char, Gen.Const('\e'), Gen.Const('['), Gen.Const(']')), 0, 40]
            .Sample(text => Assert.DoesNotContain(
                TerminalText.Clean(text).EnumerateRunes(),
                rune => Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')));
}
