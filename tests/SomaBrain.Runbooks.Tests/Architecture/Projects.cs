using System.Xml.Linq;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>Between projects the compiler guards the direction; here stands which direction that is.</summary>
public sealed class Projects
{
    public static TheoryData<string, string[], string[]> Allowed => new()
    {
        { "SomaBrain.Runbooks", [], ["Scriban.Signed", "YamlDotNet"] },
        { "SomaBrain.Runbooks.PgQuery", [], [] },
        { "SomaBrain.Runbooks.Steps", ["SomaBrain.Runbooks", "SomaBrain.Runbooks.PgQuery"], ["Npgsql"] },
        { "SomaBrain.Runbooks.Scratch", ["SomaBrain.Runbooks"], ["CliWrap", "Npgsql"] },
        {
            "SomaBrain.Runbooks.Cli", ["SomaBrain.Runbooks.Scratch", "SomaBrain.Runbooks.Steps"],
            ["Serilog", "Serilog.Formatting.Compact", "Serilog.Sinks.File", "System.CommandLine"]
        },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_knows_only_what_stands_here(string project, string[] projects, string[] packages)
    {
        Assert.Empty(Included(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(projects));
        Assert.Empty(Included(project, "PackageReference").Except(packages));
    }

    [Fact]
    public void Every_project_of_the_sources_stands_here() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Repository.At("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Allowed.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Load(Repository.At("src", project, $"{project}.csproj"))
            .Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
