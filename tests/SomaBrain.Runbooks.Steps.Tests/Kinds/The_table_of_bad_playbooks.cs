using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>
/// `refused.txt` speaks of everything and dwells on nothing; what goes beyond ten for one code stands in `refused-further.txt`. A new
/// key or code fails here until it has its case.
/// </summary>
public sealed partial class The_table_of_bad_playbooks
{
    private static readonly string[][] Cases = [.. PlaybookCases.Lines("refused.txt").Select(line => line.Split(" | ", 3))];

    [Fact]
    public void It_has_at_least_250_and_none_twice()
    {
        Assert.InRange(Cases.Length, 250, int.MaxValue);
        Assert.Distinct(Cases.Select(one => one[2]));
    }

    [Fact]
    public void No_code_is_in_it_more_than_ten_times() =>
        Assert.DoesNotContain(Cases.SelectMany(one => CodesOf(one[0])).CountBy(code => code), code => code.Value > 10);

    [Fact]
    public void Every_code_that_reading_can_give_is_in_it()
    {
        var given = Cases.SelectMany(one => CodesOf(one[0])).Concat(PlaybookCases.Lines("linted.txt").SelectMany(line => CodesOf(line.Split(" | ", 2)[0]))).ToHashSet();
        var elsewhere = PlaybookCases.Lines("not-by-reading.txt").Select(line => line[..5]).ToHashSet();
        var sources = Directory.GetFiles(Repository.At("src", "SomaBrain.Runbooks", "Diagnostics"), "Problems.*.cs", SearchOption.AllDirectories);
        var all = sources.SelectMany(file => Given().Matches(File.ReadAllText(file)).Select(found => found.Groups[1].Value)).ToHashSet();

        Assert.Equal([], all.Except(given).Except(elsewhere).Order(StringComparer.Ordinal));
        Assert.Equal([], given.Intersect(elsewhere).Concat(elsewhere.Except(all)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_of_every_kind_and_place_is_wrong_in_it()
    {
        var kinds = BuiltInSteps.ForReading().Kinds.ToList();
        var words = kinds.Select(kind => kind.Keyword).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], KeyPaths.All(kinds).Except(Cases.SelectMany(one => Keys(one[2], words))).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys(string playbook, IReadOnlySet<string> kinds) =>
        YamlLoader.Load(new Source("a.yaml", PlaybookCases.Text(playbook)), []) is { } root
            ? PlaybookCases.Read(playbook).SelectMany(problem => KeyPaths.Of(root, problem, kinds))
            : [];

    private static IEnumerable<string> CodesOf(string places) => Code().Matches(places).Select(found => found.Value);

    [GeneratedRegex("RB[0-9]{3}")]
    private static partial Regex Code();

    /// <summary>YAML, structure, expressions, SQL: what a file can have wrong.</summary>
    [GeneratedRegex("\"(RB[0-3][0-9]{2})\"")]
    private static partial Regex Given();
}
