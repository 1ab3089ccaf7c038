using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Drills;

/// <summary>A playbook says which role it needs, its drills run it with such a one, and that role lends its rights to nobody.</summary>
public sealed partial class Least_privilege
{
    public static TheoryData<string> Playbooks => [.. PlaybookFiles.Names];

    [Theory]
    [MemberData(nameof(Playbooks))]
    public void A_playbook_says_which_role_it_needs_and_why_where_that_is_a_superuser(string playbook)
    {
        var role = Role().Match(Summary(playbook)).Groups["role"].Value;
        Assert.True(role.Length > 0, Summary(playbook));
        Assert.True(!role.StartsWith("a superuser", StringComparison.Ordinal) || role.StartsWith("a superuser, because ", StringComparison.Ordinal), role);
    }

    [Theory]
    [MemberData(nameof(Playbooks))]
    public void A_drill_comes_to_a_good_end_without_a_superuser_unless_it_takes_one(string playbook)
    {
        if (Called.Contains(playbook) || Role().Match(Summary(playbook)).Groups["role"].Value.StartsWith("a superuser", StringComparison.Ordinal))
        {
            return;
        }

        var runs = Directory.EnumerateFiles(Repository.At("playbooks"), "*.drill.yaml", SearchOption.AllDirectories).SelectMany(file => Runs(file, playbook)).ToList();
        Assert.Contains(runs, run => Regex.IsMatch(run, "^ +role: (?!postgres)", RegexOptions.Multiline) && !Regex.IsMatch(run, "^ +exit: ", RegexOptions.Multiline));
    }

    public static TheoryData<string> Asking => [.. PlaybookFiles.All.Where(name => Statement().IsMatch(PlaybookFiles.Text(name)))];

    [Theory]
    [MemberData(nameof(Asking))]
    public void What_others_made_in_public_is_not_called(string playbook) => Assert.Matches(SearchPath(), PlaybookFiles.Text(playbook));

    /// <summary>Run by another playbook with its role, and drilled so.</summary>
    private static readonly string[] Called = ["maintenance/audit-export"];

    private static string Summary(string playbook) => Blanks().Replace(Folded().Match(PlaybookFiles.Text(playbook)).Groups["summary"].Value, " ");

    /// <summary>The steps of a drill that run a playbook, each as its text.</summary>
    private static IEnumerable<string> Runs(string drill, string playbook) => Step().Split(File.ReadAllText(drill).ReplaceLineEndings("\n"))
        .Where(step => Playbook().Match(step) is { Success: true } found && Path.GetFullPath(found.Groups["file"].Value, Path.GetDirectoryName(drill)!) == Repository.At("playbooks", $"{playbook}.yaml"));

    [GeneratedRegex("\\bRole(?: on the primary)?: (?<role>.+)")]
    private static partial Regex Role();

    [GeneratedRegex("^summary: (?<summary>.*\\n(?:  .*\\n)*)", RegexOptions.Multiline)]
    private static partial Regex Folded();

    [GeneratedRegex("\\bsql: ")]
    private static partial Regex Statement();

    [GeneratedRegex("^defaults:(?: \\{.*|\n(?:  .*\n)*?  )\\bsearch_path: pg_catalog\\b", RegexOptions.Multiline)]
    private static partial Regex SearchPath();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^  - ", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("^ +playbook: (?<file>\\S+)$|^playbook: (?<file>\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Playbook();
}
