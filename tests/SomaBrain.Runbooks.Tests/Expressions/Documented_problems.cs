using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>
/// The sections RB2xx of `docs/diagnostics.md`: what is said of each example is what the program says. On a difference
/// `docs/diagnostics.received.md` holds the renewed document.
/// </summary>
public sealed partial class Documented_problems
{
    [Fact]
    public void The_document_says_what_the_program_says()
    {
        var path = Repository("docs", "diagnostics.md");
        var document = File.ReadAllText(path);
        var renewed = Section().Replace(document, section => $"{section.Groups["before"].Value}```text\n{Said(section)}```");
        if (renewed != document)
        {
            File.WriteAllText(Path.ChangeExtension(path, ".received.md"), renewed);
        }

        Assert.Equal(renewed, document);
    }

    [Fact]
    public void Every_code_has_a_section()
    {
        var files = new[] { "Problems.Expressions.cs", "Problems.Evaluation.cs" }.Select(file => File.ReadAllText(Repository("src", "SomaBrain.Runbooks", "Diagnostics", file)));
        var codes = files.SelectMany(text => Code().Matches(text)).Select(match => match.Value).Distinct().Order();
        Assert.Equal(codes, Section().Matches(File.ReadAllText(Repository("docs", "diagnostics.md"))).Select(section => section.Groups["code"].Value));
    }

    private static string Said(Match section)
    {
        var bag = new DiagnosticBag();
        var problem = Read(section.Groups["key"].Value, MappedText.Of(new Source("playbook.yaml", Written(section))), bag);
        problem ??= bag.First();
        Assert.Equal(section.Groups["code"].Value, problem.Code);
        return $"error[{problem.Code}]: {problem.Message}\n  = hint: {problem.Hint}\n";
    }

    /// <summary>Without the quotes of YAML; what is too long for a document is only described there.</summary>
    private static string Written(Match section) =>
        section.Groups["code"].Value == "RB214" ? new string('1', Expression.LongestText + 1) : section.Groups["text"].Value.Trim('"');

    private static Diagnostic? Read(string key, MappedText text, DiagnosticBag bag) => key switch
    {
        "when" => Expression.Parse(text, bag)?.EvaluateCondition(TestScope.Instance).Problem,
        "save" => Template.Parse(text, HoleKind.Argument, bag)?.Render(TestScope.Instance).Problem,
        "shell" => Template.Parse(text, HoleKind.Script, bag)?.Render(TestScope.Instance).Problem,
        _ => Template.Parse(text, HoleKind.Text, bag)?.Render(TestScope.Instance).Problem,
    };

    private static string Repository(params string[] path) => Path.Combine([Folder(), "..", "..", "..", .. path]);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"(?<before>## (?<code>RB2\d\d) · [^\n]*\n\n```yaml\n(?<key>[a-z]+): (?<text>[^\n]*)\n```\n\n)```text\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("RB2[0-9][0-9](?=\")")]
    private static partial Regex Code();
}
