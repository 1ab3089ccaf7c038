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
        ["src/SomaBrain.Runbooks.Cli/Commands"] = "a file for each command",
        ["src/SomaBrain.Runbooks.Cli/Proving"] = "each of those who may know a journal, and what they say",
        ["src/SomaBrain.Runbooks.Cli/Running"] = "what a run is put together from, each part used once",
        ["src/SomaBrain.Runbooks.Cli/State"] = "the files of the state directory, which share one layout",
        ["src/SomaBrain.Runbooks.Cli/Views"] = "a file for each view",
        ["src/SomaBrain.Runbooks.PgQuery"] = "the public face of the parser: small records; what is native lies deeper",
        ["src/SomaBrain.Runbooks.Scratch"] = "the parts of one cluster's life",
        ["src/SomaBrain.Runbooks.Steps/Sql/Binding"] = "the way of one statement from text to message",
        ["src/SomaBrain.Runbooks.Steps/Sql/Sessions"] = "a connection's life: who is asked, what is known, what is checked",
        ["src/SomaBrain.Runbooks/Diagnostics"] = "one file for each range of codes",
        ["src/SomaBrain.Runbooks/Execution"] = "the one loop, in a file for each concern",
        ["src/SomaBrain.Runbooks/Journaling"] = "the chain, from line to verdict",
        ["src/SomaBrain.Runbooks/Journaling/Canonical"] = "one canonical form, reader and writer side by side",
        ["src/SomaBrain.Runbooks/Journaling/Events"] = "the closed set of events and their parts",
        ["src/SomaBrain.Runbooks/Linting/Rules"] = "a file for each rule",
        ["src/SomaBrain.Runbooks/Model"] = "a file for each noun of the language",
        ["src/SomaBrain.Runbooks/Reading"] = "a reader for each part of a playbook",
        ["src/SomaBrain.Runbooks/Replaying"] = "one replay: the record, who answers from it, and what is compared",
        ["src/SomaBrain.Runbooks/Steps"] = "the contract with step kinds",
        ["src/SomaBrain.Runbooks/Testing"] = "a case, from its text to its verdict and back",
        ["src/SomaBrain.Runbooks/Yaml"] = "a file for each style of scalar, and the reader over them",
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
