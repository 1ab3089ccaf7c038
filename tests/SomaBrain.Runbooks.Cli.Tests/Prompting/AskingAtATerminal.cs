using System.Text;
using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Tests.Prompting;

/// <summary>One question, key by key.</summary>
public sealed class AskingAtATerminal
{
    private const string Esc = "\e[K";

    private static readonly Question Number = new("params.days", null, "days", "a whole number", text => text.Length > 0 && text.All(char.IsAsciiDigit) ? null : $"`{text}` is not a whole number");

    [Theory]
    [InlineData("12\r", "12")]
    [InlineData("12\n", "12")]
    [InlineData("1x\u007f2\r", "12")]
    [InlineData("1x\b2\r", "12")]
    [InlineData("abc def\u0017\u0015 7\u007f\u007f12\r", "12")]
    [InlineData("x\r12\r", "12")]
    [InlineData("\r12\r", "12")]
    [InlineData("1\u001b2\r", "12")]
    public void An_answer_is_taken_when_it_is_one(string keys, string answer) => Assert.Equal(answer, Ask(Number, keys).Reply.Text);

    [Theory]
    [InlineData("1\u0003", true)]
    [InlineData("\u0004", false)]
    [InlineData("1", false)]
    [InlineData("x\r", false)]
    public void Without_an_answer_it_says_why(string keys, bool interrupted)
    {
        var (reply, _) = Ask(Number, keys);

        Assert.Null(reply.Text);
        Assert.Equal(interrupted, reply.Interrupted);
    }

    [Fact]
    public void What_is_wrong_is_said_while_it_is_typed_and_after_it_was_entered()
    {
        var (_, shown) = Ask(Number, "1x\r1\r");

        Assert.Contains($"{Esc}  a whole number: 1x  `1x` is not a whole number", shown, StringComparison.Ordinal);
        Assert.Contains("\n  `1x` is not a whole number; give a whole number\n", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r", "30")]
    [InlineData("7\r", "7")]
    public void A_default_is_offered(string keys, string answer)
    {
        var (reply, shown) = Ask(Number with { Default = "30", Help = "How many." }, keys);

        Assert.Equal(answer, reply.Text);
        Assert.StartsWith("? days  How many.\n", shown, StringComparison.Ordinal);
        Assert.Contains("a whole number [30]: ", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2\r", "safe", 1)]
    [InlineData("safe\r", "safe", 1)]
    [InlineData("3\rquick\r1\r", "fast", 0)]
    public void Choices_are_numbered(string keys, string answer, int choice)
    {
        var (reply, shown) = Ask(Number with { Choices = ["fast", "safe"] }, keys);

        Assert.Equal(new Reply(answer, choice), reply);
        Assert.Contains("  1) fast\n  2) safe\n", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\r", "1", 1)]
    [InlineData("3\r", "3", 0)]
    [InlineData("4\r", "x", 3)]
    public void A_choice_that_is_called_so_wins_over_its_number(string keys, string answer, int choice)
    {
        var (reply, shown) = Ask(Number with { Choices = ["3", "1", "2", "x"] }, keys);

        Assert.Equal((answer, choice), (reply.Text, reply.Choice!.Value));
        Assert.Contains("  -  3\n  -  1\n  -  2\n  4) x\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_that_are_called_alike_are_told_apart_by_their_number()
    {
        var (reply, shown) = Ask(Number with { Choices = ["a", "a"] }, "a\r2\r");

        Assert.Equal(new Reply("a", 1), reply);
        Assert.Contains("`a` is more than one of them", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_secret_is_never_shown_nor_its_length(bool redraws)
    {
        var question = new Question("params.pw", null, "pw", "text", text => text.Length < 4 ? "the secret is shorter than allowed, 4" : null) { IsHidden = true };

        var (reply, shown) = Ask(question, "hun\rhunter2\r", redraws);
        var (_, other) = Ask(question, "abc\rabcdefghijk\r", redraws);

        Assert.Equal("hunter2", reply.Text);
        Assert.Equal(other, shown);
        Assert.Contains("the secret is shorter than allowed, 4", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_that_cannot_rewrite_its_line_sees_what_is_typed()
    {
        var (reply, shown) = Ask(Number, "1x\u007f2\r", redraws: false);

        Assert.Equal("12", reply.Text);
        Assert.DoesNotContain('\e', shown);
        Assert.EndsWith(": 1x\b \b2\n", shown, StringComparison.Ordinal);
    }

    private static (Reply Reply, string Shown) Ask(Question question, string keys, bool redraws = true)
    {
        using var screen = new MemoryStream();
        var prompt = new TerminalPrompt(new(screen, Paint.None, () => 100), Glyphs.Ascii, new Keys(keys), redraws);
        var reply = prompt.Ask(question, TestContext.Current.CancellationToken);
        return (reply, Encoding.UTF8.GetString(screen.ToArray()));
    }
}
