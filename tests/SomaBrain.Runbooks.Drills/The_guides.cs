using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Drills.Guides;

namespace SomaBrain.Runbooks.Drills;

/// <summary>The pages for the person on call. What stands below a command is compared where its drill is run: see <see cref="Guides.Guides"/>.</summary>
public sealed partial class The_guides
{
    public static TheoryData<string> Pages => [.. Example.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_names_the_step_of_a_drill_that_printed_it(string page)
    {
        var examples = Example.All.Where(example => example.Page == page).ToList();
        Assert.NotEmpty(examples);
        Assert.Equal(Example.ConsoleBlocks(page), examples.Count);
        Assert.All(examples, example => Assert.Contains($" id: {example.Step}\n", Document.Read(example.File), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_playbook_has_its_place_on_a_page()
    {
        var pages = string.Concat(Example.Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Select(Document.Read));
        Assert.All(PlaybookFiles.Names, name => Assert.True(pages.Contains($"runbook run {name} ", StringComparison.Ordinal) || pages.Contains($"runbook plan {name} ", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Every_playbook_and_every_drill_has_its_row()
    {
        var table = Document.Read("playbooks/README.md");
        var drills = Directory.EnumerateFiles(Repository.At("playbooks"), "*.drill.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.At("playbooks"), file));
        Assert.All(PlaybookFiles.Names.Select(name => $"{name}.yaml").Concat(drills), file => Assert.Contains($"({file})", table, StringComparison.Ordinal));
        Assert.All(Link().Matches(table), link => Assert.True(Path.Exists(Repository.At("playbooks", link.Groups["to"].Value)), link.Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_says_that_a_playbook_says_is_what_it_says(string page)
    {
        var said = string.Concat(Directory.EnumerateFiles(Repository.At("playbooks"), "*.yaml", SearchOption.AllDirectories).Where(file => !file.Contains(".drill.", StringComparison.Ordinal))
            .Select(file => Blanks().Replace(File.ReadAllText(file), " ")));
        var quoted = Tables().Matches(Document.Read(page)).SelectMany(table => table.Groups["quoted"].Captures).Select(quote => quote.Value.Trim());
        Assert.All(quoted, quote => Assert.True(said.Contains(quote, StringComparison.Ordinal), quote));
    }

    [Theory]
    [InlineData("a 1 (2 ms)\nb 3\n", "a 7 (11.3 s)\nb 4\n", true)]
    [InlineData("a 1\n…\nd 3\n", "a 7\nb\nc\nd 4\n", true)]
    [InlineData("…\nd\n", "a\nd\n", true)]
    [InlineData("a\n…\n", "a\nd\n", true)]
    [InlineData("a\n…\nd\n", "a\nd\nd\n", true)]
    [InlineData("0/5000060 in 000000010000000000000011\n", "0/7FA92B0 in 00000001000000000000000A\n", true)]
    [InlineData("2026-11-28 05:01:50 UTC [3546] LOG:  invalid value for …\n", "2026-11-28 06:24:54 UTC [20657] LOG:  invalid value for…\n", true)]
    [InlineData("2026-11-28 05:01:50 UTC [3546] LOG:  invalid value for …\n", "2026-11-28 06:24:54 UTC [20657] LOG:  no space left for…\n", false)]
    [InlineData("a\nc\n", "a\nb\nc\n", false)]
    [InlineData("a\n…\nd\n", "a\nb\nc\n", false)]
    [InlineData("a\n…\n", "b\na\n", false)]
    [InlineData("…\na\n", "a\nb\n", false)]
    [InlineData("ok 1\n", "failed 1\n", false)]
    [InlineData("a\nb\n", "a\n", false)]
    public void An_example_is_what_was_printed_but_for_numbers_and_for_lines_that_it_leaves_out(string shown, string printed, bool same) =>
        Assert.Equal(same, Comparison.Same(shown, printed));

    [Fact]
    public void A_drill_looks_as_on_the_server_of_the_reader()
    {
        const string Home = "/tmp/rb-a1b2c3d4";
        var call = new Call(
            "x",
            ["run", $"{Home}/books/playbooks/backup/run.yaml", "-p", $"folder={Home}/work/all files", "--target", $"db=host={Home}/primary port=4711 user=keeper dbname=somabrain", "--yes"],
            0,
            $"""
            db is postgresql://keeper@/somabrain?host=%2Ftmp%2Frb-a1b2c3d4%2Fprimary&port=4711
            running 1 turn
            Nothing answers at {Home}/primary:4711, see {Home}/primary/data
            """);
        Assert.Equal(
            """
            $ runbook run backup/run --target prod -p "folder=/srv/all files" --yes
            db is prod
            Nothing answers at /var/run/postgresql:5432, see /var/lib/postgresql/15/main

            """,
            Transcript.Of(call, [("/backup", "/srv")]));
    }

    [GeneratedRegex("\\]\\((?<to>[^)#]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^\\| it says \\| do \\|\n\\|---\\|---\\|\n(\\| (?<quoted>[^|\n]+) \\|[^\n]+\n)+", RegexOptions.Multiline)]
    private static partial Regex Tables();
}
