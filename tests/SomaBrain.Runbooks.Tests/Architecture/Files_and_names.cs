using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>One idea a file, named after it, and few enough files in a folder to see at a glance.</summary>
public sealed partial class Files_and_names
{
    private const int LongestFile = 300;
    private const int FullestFolder = 12;

    // Each with its reason.
    private static readonly Dictionary<string, string> FullFolders = new(StringComparer.Ordinal)
    {
        ["src/SomaBrain.Runbooks/Diagnostics"] = "one file for each range of codes",
    };

    [Fact]
    public void No_file_is_long() =>
        Assert.Empty(SourceFile.Everywhere.Where(file => file.Lines > LongestFile).Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void No_folder_is_crowded() =>
        Assert.Empty(SourceFile.InSource
            .GroupBy(file => file.Folder, StringComparer.Ordinal)
            .Where(folder => folder.Count() > FullestFolder && !FullFolders.ContainsKey(folder.Key))
            .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    [Fact]
    public void A_file_holds_one_public_type() =>
        Assert.Empty(SourceFile.InSource.Where(file => PublicType().Count(file.CodeOnly) > 1).Select(file => file.Path));

    [Fact]
    public void No_name_hides_its_idea() =>
        Assert.Empty(
            from file in SourceFile.Everywhere
            from name in TypeName().Matches(file.CodeOnly).Select(found => found.Groups["name"].Value).Append(file.Name)
            where Vague().IsMatch(name)
            select $"{file.Path}: {name}");

    [Fact]
    public void Steps_are_open_so_nobody_switches_over_their_kinds() =>
        Assert.Empty(SourceFile.InSource.Where(file => SwitchOverStep().IsMatch(file.CodeOnly)).Select(file => file.Path));

    [GeneratedRegex("""^public [\w ]*\b(class|record|struct|interface|enum|delegate)\b""", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("""\b(class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)""")]
    private static partial Regex TypeName();

    [GeneratedRegex("""(Manager|Helpers?|Utils?|Utility|Service|Base|Impl)$""")]
    private static partial Regex Vague();

    [GeneratedRegex("""\bswitch\s*\(\s*(\w+\.)?[sS]tep\s*\)|\b[sS]tep\s+switch\b""")]
    private static partial Regex SwitchOverStep();
}
