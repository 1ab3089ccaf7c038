using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

public sealed class ReadingMappings
{
    private static readonly Dictionary<string, DayOfWeek> Days = new(StringComparer.Ordinal) { ["monday"] = DayOfWeek.Monday, ["sunday"] = DayOfWeek.Sunday };

    private readonly DiagnosticBag _bag = [];

    private string Problem => string.Join("\n", _bag.Select(d => $"{d.Code} {d.Span!.Start} {d.Message} | {d.Hint}"));

    [Theory]
    [InlineData("n: 5", 5L)]
    [InlineData("n: \"5\"", 5L)]
    [InlineData("n: -5", -5L)]
    [InlineData("n: 0", 0L)]
    [InlineData("n: 9223372036854775807", long.MaxValue)]
    [InlineData("n: -9223372036854775808", long.MinValue)]
    [InlineData("m: 1", null)]
    public void An_integer_is_decimal_however_it_is_quoted(string text, long? expected)
    {
        Assert.Equal(expected, Read(text).Integer("n"));
        Assert.Empty(_bag);
    }

    [Theory]
    [InlineData("n: 0755", "RB024 1:4 `n`: expected a whole number, found `0755` | write it without leading zeros: `755`")]
    [InlineData("n: 00", "RB024 1:4 `n`: expected a whole number, found `00` | write it without leading zeros: `0`")]
    [InlineData("n: 0x1F", "RB024 1:4 `n`: expected a whole number, found `0x1F` | write decimal digits only, as in `5000`")]
    [InlineData("n: 1_000", "RB024 1:4 `n`: expected a whole number, found `1_000` | write decimal digits only, as in `5000`")]
    [InlineData("n: 1e3", "RB024 1:4 `n`: expected a whole number, found `1e3` | write decimal digits only, as in `5000`")]
    [InlineData("n: 5.0", "RB024 1:4 `n`: expected a whole number, found `5.0` | write decimal digits only, as in `5000`")]
    [InlineData("n: +5", "RB024 1:4 `n`: expected a whole number, found `+5` | write decimal digits only, as in `5000`")]
    [InlineData("n: ' 5'", "RB024 1:4 `n`: expected a whole number, found ` 5` | write decimal digits only, as in `5000`")]
    [InlineData("n: 101", "RB025 1:4 `n`: expected a number from 1 to 100, found `101` | write a number from 1 to 100")]
    [InlineData("n: 99999999999999999999", "RB025 1:4 `n`: expected a number from 1 to 100, found `99999999999999999999` | write a number from 1 to 100")]
    [InlineData("n: [5]", "RB020 1:4 `n`: expected text, found a list | write text here")]
    [InlineData("n: {}", "RB020 1:4 `n`: expected text, found a mapping | write text here")]
    [InlineData("n:", "RB020 1:3 `n`: expected text, found nothing | write a value, or `\"\"` for empty text")]
    public void What_is_no_integer_is_said_with_its_place(string text, string expected)
    {
        Assert.Null(Read(text).Integer("n", 1, 100));
        Assert.Equal(expected, Problem);
    }

    [Theory]
    [InlineData("b: true", true)]
    [InlineData("b: 'false'", false)]
    public void A_boolean_is_true_or_false(string text, bool expected) => Assert.Equal(expected, Read(text).Boolean("b"));

    [Theory]
    [InlineData("yes", "write `true`")]
    [InlineData("On", "write `true`")]
    [InlineData("True", "write `true`")]
    [InlineData("no", "write `false`")]
    [InlineData("off", "write `false`")]
    [InlineData("0", "write `false`")]
    [InlineData("maybe", "write `true` or `false`")]
    public void Other_words_are_no_boolean(string word, string hint)
    {
        Assert.Null(Read($"b: {word}").Boolean("b"));
        Assert.Equal($"RB023 1:4 `b`: expected `true` or `false`, found `{word}` | {hint}", Problem);
    }

    [Theory]
    [InlineData("d: sunday", "")]
    [InlineData("d: sundy", "RB026 1:4 `d`: unknown word `sundy` | did you mean `sunday`?")]
    [InlineData("d: friday", "RB026 1:4 `d`: unknown word `friday` | words allowed here: `monday`, `sunday`")]
    public void A_word_is_one_of_those_given(string text, string expected)
    {
        Assert.Equal(expected.Length == 0 ? DayOfWeek.Sunday : null, Read(text).Word("d", Days));
        Assert.Equal(expected, Problem);
    }

    [Fact]
    public void Text_with_a_grammar_of_its_own_is_parsed_by_the_caller()
    {
        var reader = Read("a: 1.2\nb: x");
        Assert.Equal(new Version(1, 2), reader.Parsed("a", "a version such as `1.2`", text => Version.TryParse(text, out var found) ? found : null));
        Assert.Null(reader.Parsed("b", "a letter such as `a`", text => text == "a" ? 'a' : (char?)null));
        Assert.Equal("RB027 2:4 `b`: expected a letter such as `a`, found `x` | write a letter such as `a`", Problem);
    }

    [Fact]
    public void Keys_that_nobody_asked_for_are_errors_with_what_is_allowed()
    {
        var reader = Read("titel: x\nzzz: 1\nowner: dba");
        reader.String("title", required: true);
        reader.String("owner");

        Assert.False(reader.Finish());

        Assert.Equal(
            "RB022 1:1 playbook: unknown key `titel` | did you mean `title`? keys allowed here: `title`, `owner`\n"
            + "RB022 2:1 playbook: unknown key `zzz` | keys allowed here: `title`, `owner`",
            Problem);
    }

    [Fact]
    public void A_missing_key_is_reported_at_its_mapping()
    {
        var reader = Read("owner: dba");
        reader.String("owner");
        Assert.Null(reader.Required("steps"));
        Assert.False(reader.Finish());
        Assert.Equal("RB021 1:1 playbook: the key `steps` is missing | add `steps: `", Problem);
    }

    [Theory]
    [InlineData("t: a", "a")]
    [InlineData("t: [a, 'b']", "a,b")]
    [InlineData("t: []", "")]
    [InlineData("t: [a, [b]]", null)]
    [InlineData("t: {}", null)]
    public void A_list_of_texts_may_be_one_text(string text, string? expected)
    {
        var texts = Read(text).Texts("t");
        Assert.Equal(expected, texts is { } found ? string.Join(',', found.Select(t => t.Content)) : null);
        Assert.Equal(expected is null ? 1 : 0, _bag.Count);
    }

    [Fact]
    public void A_mapping_within_is_read_under_its_own_name()
    {
        var outer = Read("retry: { tims: 3 }\nlist: 5");
        var inner = outer.Mapping("retry")!;
        inner.Integer("times");
        inner.Finish();
        Assert.Null(outer.List("list"));
        Assert.True(outer.Finish());
        Assert.Equal(
            "RB022 1:10 `retry`: unknown key `tims` | did you mean `times`? keys allowed here: `times`\n"
            + "RB020 2:7 `list`: expected a list, found text | write a list here",
            Problem);
    }

    [Fact]
    public void A_text_in_a_block_points_into_the_file()
    {
        var text = Read("sql: |\n  SELECT 1,\n    oops\n").Text("sql")!;
        var at = text.Content.IndexOf("oops", StringComparison.Ordinal);
        Assert.Equal("a.yml:3:5", text.Span(at, at + 4).ToString());
        Assert.Equal(new(3, 9), text.Span(at, at + 4).End);
    }

    private MappingReader Read(string text) => new(Assert.IsType<YamlNode.Mapping>(YamlLoader.Load(new("a.yml", text), _bag)), _bag, "playbook");
}
