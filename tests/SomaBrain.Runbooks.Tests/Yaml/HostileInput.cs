using System.Text;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

/// <summary>Files of up to 1 MiB made to exhaust a reader. The bound on allocation is several times what was measured.</summary>
public sealed class HostileInput
{
    private static readonly string[] Parts =
    [
        "a", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "{{ x }}", "!x ", "&y ", "*y", "? ", "<<: ", "---\n", "...\n", "%Y", " # c", "\\", "\t", "\r\n",
    ];

    private const int Size = YamlLimits.Bytes;
    private const long MemoryLimit = 64L * 1024 * 1024;

    public static TheoryData<string> Shapes => [.. All.Keys];

    private static Dictionary<string, Func<string>> All { get; } = new(StringComparer.Ordinal)
    {
        ["["] = () => new('[', 100_000),
        ["{"] = () => new('{', 100_000),
        ["{ spaced"] = () => Repeat("{ "),
        ["a: {"] = () => "a: " + new string('{', Size - 3),
        ["- - -"] = () => Repeat("- "),
        ["? ? ?"] = () => Repeat("? "),
        [": : :"] = () => Repeat(": "),
        ["colons"] = () => new(':', Size),
        ["question marks"] = () => new('?', Size),
        ["spaces"] = () => new(' ', Size),
        ["tabs"] = () => new('\t', Size),
        ["line breaks"] = () => new('\n', Size),
        ["carriage returns"] = () => new('\r', Size),
        ["one comment"] = () => new('#', Size),
        ["many comments"] = () => Repeat("#\n"),
        ["comments in brackets"] = () => "[" + Repeat(" #\n")[..^1],
        ["one scalar"] = () => new('x', Size),
        ["quoted"] = () => $"\"{new string('x', Size - 2)}\"",
        ["doubled quotes"] = () => $"'{new string('\'', Size - 2)}'",
        ["escapes"] = () => $"\"{Repeat("\\n")[..^2]}\"",
        ["long escapes"] = () => $"\"{Repeat("\\U0001F600")[..^16]}\"",
        ["quoted line breaks"] = () => $"\"{new string('\n', Size - 2)}\"",
        ["quoted lines"] = () => $"a: \"{Repeat("x\n ")[..^8]}\"",
        ["plain lines"] = () => Repeat("x\n"),
        ["plain line breaks"] = () => $"x{new string('\n', Size - 2)}y",
        ["block of line breaks"] = () => $"|+\n{new string('\n', Size - 3)}",
        ["block of lines"] = () => $"|\n{Repeat(" x\n")[..^2]}",
        ["folded lines"] = () => $">\n{Repeat(" x\n")[..^2]}",
        ["folded empty lines"] = () => $">\n x{new string('\n', Size - 6)} y",
        ["documents"] = () => Repeat("---\n"),
        ["document ends"] = () => Repeat("...\n"),
        ["directives"] = () => Repeat("%a b\n"),
        ["one tag"] = () => "!" + new string('a', Size - 1),
        ["escaped tag"] = () => "!" + Repeat("%41")[..^1],
        ["many tags"] = () => $"[{Repeat("!a b,")[..^1]}",
        ["one anchor"] = () => "&" + new string('a', Size - 1),
        ["aliases"] = () => $"[{Repeat("*a,")[..^1]}",
        ["commas"] = () => $"[{Repeat("x,")[..^1]}",
        ["colons in brackets"] = () => $"[{Repeat(":,")[..^1]}",
        ["quoted keys"] = () => Repeat("\"\": "),
        ["keys"] = () => string.Concat(Enumerable.Range(0, 80_000).Select(i => $"a{i}: \n")),
        ["the same key"] = () => Repeat("a: 1\n"),
        ["items"] = () => Repeat("-\n"),
        ["stairs"] = () => string.Concat(Enumerable.Range(0, 1400).Select(i => $"{new string(' ', i)}a:\n")),
        ["closing brackets"] = () => new(']', Size),
        ["holes"] = () => Repeat("- {{ a }}\n"),
        ["NULs"] = () => new('\0', Size),
        ["bidirectional marks"] = () => new('\u202e', Size / 3),
        ["wide"] = () => string.Concat("- ", new string('漢', (Size / 3) - 2)),
        ["bars"] = () => new('|', Size),
        ["19,999 nodes of a block"] = () => string.Concat(Enumerable.Repeat("- |\n   x\n   y\n", 19_999)),
        ["wrong at the end of one line"] = () => $"a: {new string('x', Size - 10)}: b",
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Shapes))]
    public async Task A_hostile_file_is_read_or_refused_within_the_memory_allowed(string shape)
    {
        var bytes = Encoding.UTF8.GetBytes(All[shape]());
        await Task.Run(() => Read(bytes), TestContext.Current.CancellationToken);
    }

    private static void Read(byte[] bytes)
    {
        Assert.True(bytes.Length <= Size);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bag = new DiagnosticBag();

        var root = SourceReader.Decode("hostile.yml", bytes, bag) is { } source ? YamlLoader.Load(source, bag) : null;

        Assert.True(root is not null || bag.HasErrors);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(DiagnosticText.Render(bag).Length < 200_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
    }

    [Fact]
    public void A_file_above_the_limit_is_not_even_decoded()
    {
        var bag = new DiagnosticBag();

        Assert.Null(SourceReader.Decode("big.yml", new byte[Size + 1], bag));

        Assert.Equal("RB001", Assert.Single(bag).Code);
    }

    [Theory]
    [InlineData("a: b\nc: \xff", "RB002 2:4")]
    [InlineData("\xc3", "RB002 1:1")]
    [InlineData("a: \xc3\xa9 \xed\xa0\x80", "RB002 1:6")]
    [InlineData("a: \xc0\x80", "RB002 1:4")]
    [InlineData("\xff\xfe" + "a\0", "RB002 1:1")]
    public void Bytes_that_are_not_utf8_are_refused_with_their_place(string latin1, string expected)
    {
        var bag = new DiagnosticBag();

        Assert.Null(SourceReader.Decode("a.yml", Encoding.Latin1.GetBytes(latin1), bag));

        var found = Assert.Single(bag);
        Assert.Equal(expected, $"{found.Code} {found.Span!.Start}");
    }

    [Fact]
    public void A_byte_order_mark_is_dropped() =>
        Assert.Equal("a: 1", SourceReader.Decode("a.yml", [0xEF, 0xBB, 0xBF, .. "a: 1"u8], [])!.Text);

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "RB008")]
    public void The_limit_of_levels_is_exact(int levels, string? code)
    {
        var bag = new DiagnosticBag();
        var root = YamlLoader.Load(new("a.yml", new string('[', levels) + new string(']', levels)), bag);
        Assert.Equal(code is null, root is not null);
        Assert.Equal(code, bag.FirstOrDefault()?.Code);
    }

    [Theory]
    [InlineData(19_999, null)]
    [InlineData(20_000, "RB009")]
    public void The_limit_of_nodes_is_exact(int items, string? code)
    {
        var bag = new DiagnosticBag();
        YamlLoader.Load(new("a.yml", string.Concat(Enumerable.Repeat("- x\n", items))), bag);
        Assert.Equal(code, bag.FirstOrDefault()?.Code);
    }

    [Theory]
    [InlineData("-\n%b &&:`a!a")]
    [InlineData("a: 1\n%YAML 1.2\n")]
    [InlineData("# c\n\n%YAML 1.2\n---\na: 1\n")]
    public void A_directive_is_refused_wherever_it_stands(string text)
    {
        var bag = new DiagnosticBag();
        Assert.Null(YamlLoader.Load(new("a.yml", text), bag));
        Assert.Equal("RB016", bag.Single().Code);
    }

    [Fact]
    public void A_hole_that_ends_behind_the_text_is_refused()
    {
        var bag = new DiagnosticBag();
        Assert.Null(YamlLoader.Load(new("a.yml", "{{ x }}: !x [? *y"), bag));
        Assert.NotEmpty(bag);
    }

    [Fact]
    public void No_text_whatever_makes_the_loader_throw() =>
        Gen.OneOf(
                Gen.Char["ab:-?[]{},#&*!|>'\"%@`\\ \n\t\r.0<é漢"].Array[0, 60].Select(x => new string(x)),
                Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 30].Select(string.Concat))
            .Sample(
                text =>
                {
                    var bag = new DiagnosticBag();
                    var root = YamlLoader.Load(new("fuzz.yml", text), bag);
                    Assert.True(root is not null || bag.HasErrors, Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
                    Assert.All(bag, problem => Assert.False(string.IsNullOrEmpty(problem.Hint)));
                    DiagnosticText.Render(bag);
                },
                iter: 20_000);

    [Fact]
    public void No_letter_of_an_accepted_file_is_lost() =>
        Gen.Char["ab:-?[]{},&*!|>'\"%@` \n\t"].Array[0, 25].Select(x => new string(x)).Sample(
            text =>
            {
                var bag = new DiagnosticBag();
                var root = YamlLoader.Load(new("fuzz.yml", text), bag);
                if (root is not null && bag.Count == 0)
                {
                    Assert.True(Letters(root) == text.Count(char.IsAsciiLetter), Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
                }
            },
            iter: 50_000);

    private static int Letters(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => scalar.Text.Content.Count(char.IsAsciiLetter),
        YamlNode.Sequence list => list.Items.Sum(Letters),
        YamlNode.Mapping mapping => mapping.Entries.Sum(entry => Letters(entry.Key) + Letters(entry.Value)),
        _ => 0,
    };

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, Size / part.Length));
}
