using System.Text.RegularExpressions;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Reading;

public sealed class Patterns
{
    [Fact]
    public void A_value_that_takes_too_long_to_match_is_refused_and_nothing_is_thrown()
    {
        var endless = TextPattern.Parse("(a|b|c)*d", TimeSpan.FromTicks(1));
        var parameter = new Parameter("a", ParameterType.String, null, false, null, null, null, endless, [], ParameterType.String, null, new Source("a.yaml", "a").Span(0, 1));

        var why = ParameterValue.Outside(parameter, new Value.Text(new string('a', 1 << 20)));

        Assert.Contains("longer to be matched", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_is_accepted_can_be_matched_and_one_that_can_be_is_accepted()
    {
        string[] parts =
        [
            "a", "b", "-", "[", "]", "[a-z]", "[^", "(", ")", "(?:", "(?i)", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?<n>", "(?<n-n>", "(?(n)", "(?#", "(?x)", "|", "*", "+", "?", "{2}",
            "{", "}", "{90}", ".", "^", "$", "\\", "\\d", "\\w", "\\b", "\\G", "\\Z", "\\1", "\\0", "\\k<n>", "\\k<1>", "\\p{L}", "\\p", "\\u12", "\\x", "\\c", "#", " ", "\n",
        ];
        Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 6].Select(string.Concat).Sample(
            text =>
            {
                var pattern = TextPattern.Parse(text);
                Assert.Equal(CanBeUsed(text), pattern is not null);
                foreach (var value in pattern is null ? [] : new[] { "a", "ab", "", "a\n", "-b", "aA0é" })
                {
                    Assert.Equal(Steady(text).IsMatch(value), pattern!.Matches(value));
                }
            },
            iter: 1_000);
    }

    [Theory]
    [InlineData("(a*)*b", 'a', 30)]
    [InlineData("a*a*a*a*a*a*a*b", 'a', 1_000)]
    [InlineData("(a|a)*b", 'a', 5_000)]
    public void A_value_that_could_be_tried_for_ever_is_matched_nevertheless(string pattern, char letter, int times)
    {
        Assert.False(TextPattern.Parse(pattern)!.Matches(new string(letter, times)));
        Assert.True(TextPattern.Parse(pattern)!.Matches(new string(letter, times) + "b"));
    }

    private static Regex Steady(string text) => new($@"\A(?:{text})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static bool CanBeUsed(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking);
            _ = Steady(text);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [Fact]
    public void So_many_patterns_in_a_playbook_are_too_many()
    {
        Assert.Empty(Problems(20));
        Assert.Equal("RB117 24:24 parameter `pattern`: there are more than 20 patterns", Assert.Single(Problems(21)));
    }

    private static IEnumerable<string> Problems(int patterns)
    {
        var bag = new DiagnosticBag();
        var text = $"runbook: 1\ntitle: x\nparams:\n{string.Concat(Enumerable.Range(0, patterns).Select(i => $"  p{i}: {{ type: string, pattern: a }}\n"))}steps: []";
        new PlaybookReader(new([])).Read(new("a.yaml", text), bag);
        return bag.Where(problem => problem.Code == "RB117").Select(problem => $"{problem.Code} {problem.Span!.Start} {problem.Message}");
    }
}
