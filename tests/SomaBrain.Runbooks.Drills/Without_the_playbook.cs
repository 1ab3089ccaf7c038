using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Drills;

/// <summary>
/// A drill that passes although its playbook does nothing drills nothing. `runbook drill --prove`, which `./build soak` runs, takes out each
/// step that changes something, too; here an empty playbook is written without its help.
/// </summary>
public sealed partial class Without_the_playbook
{
    private const int OfToday = 6;

    private static readonly string[] Kept = ["runbook", "title", "effect", "params", "targets"];

    public static TheoryData<string> Today => [.. DrillFiles.OfToday(OfToday)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Today))]
    public void A_drill_fails(string file)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder[".git"]); // the root of playbooks that call each other
        foreach (var original in Directory.EnumerateFiles(Repository.At("playbooks"), "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(Repository.Root, original), File.ReadAllText(original));
        }

        var playbook = PlaybookOf(folder[file]);
        File.WriteAllText(playbook, Empty(File.ReadAllText(playbook)));
        var result = Drilling.Run("drill", folder[file]);
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
        result.Exits(4).NeverShows("ended with exit code 3,"); // it fails by what was not done, not because nobody could read the playbook
    }

    private static string PlaybookOf(string drill)
    {
        var name = drill[..^".drill.yaml".Length];
        return File.Exists($"{name}.yaml") ? $"{name}.yaml" : $"{name[..name.LastIndexOf('.')]}.yaml";
    }

    private static string Empty(string playbook) =>
        string.Concat(TopLevel().Split(playbook).Where(part => Array.Exists(Kept, key => part.StartsWith($"{key}:", StringComparison.Ordinal)))) + "\nsteps:\n  - note: Nothing is done here.\n";

    /// <summary>Before each key that is not indented.</summary>
    [GeneratedRegex("^(?=[a-z_]+:)", RegexOptions.Multiline)]
    private static partial Regex TopLevel();
}
