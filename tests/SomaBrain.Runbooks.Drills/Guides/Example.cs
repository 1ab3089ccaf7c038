using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Drills.Guides;

/// <summary>
/// An example of a page for the person on call: a command, and what it printed in a step of a drill. Above it stands
/// `drill: connections/report report`, behind that what else is called otherwise there than in the drill, `FROM=TO`.
/// A line `…` stands for lines that are left out.
/// </summary>
internal sealed partial record Example(string Page, string Mark, string Drill, string Step, IReadOnlyList<(string From, string To)> Names, string Text)
{
    public static IReadOnlyList<string> Pages { get; } =
    [
        "playbooks/README.md",
        .. Directory.EnumerateFiles(Repository.At("docs", "operations"), "*.md").Select(file => Path.GetFileName(file)).Where(name => !name.Contains(".received.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => $"docs/operations/{name}"),
    ];

    public static IReadOnlyList<Example> All { get; } = [.. Pages.SelectMany(Of)];

    /// <summary>The drill's file, from the root of the repository.</summary>
    public string File => $"playbooks/{Drill}.drill.yaml";

    /// <summary>As it stands in the page.</summary>
    public string Block => $"{Mark}\n```console\n{Text}```\n";

    public static int ConsoleBlocks(string page) => Console().Count(Document.Read(page));

    public string With(string text) => (this with { Text = text }).Block;

    private static IEnumerable<Example> Of(string page) => Marked().Matches(Document.Read(page)).Select(found => new Example(
        page,
        found.Groups["mark"].Value,
        found.Groups["drill"].Value,
        found.Groups["step"].Value,
        [.. found.Groups["name"].Captures.Select(name => name.Value.Split('=', 2)).Select(pair => (pair[0], pair[1]))],
        found.Groups["text"].Value));

    [GeneratedRegex("^```console\n", RegexOptions.Multiline)]
    private static partial Regex Console();

    [GeneratedRegex("^(?<mark><!-- drill: (?<drill>\\S+) (?<step>\\S+)( (?<name>\\S+=\\S+))* -->)\n```console\n(?<text>(?:(?!^```).)*)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marked();
}
