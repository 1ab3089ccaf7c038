using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Tests.Docs;

/// <summary>
/// The playbooks of the documentation are without errors, and what stands below a command is what it printed. On a difference
/// `NAME.received.md` holds the renewed document.
/// </summary>
public sealed partial class DocumentedCommands
{
    public static TheoryData<string> Documents => ["README.md", "docs/language.md", "docs/testing.md", "docs/reports.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_playbooks_have_no_errors(string document)
    {
        var blocks = Block().Matches(Document.Read(document));
        var files = new DocumentedPlaybooks(blocks.Where(block => block.Groups["file"].Success).ToDictionary(
            block => block.Groups["file"].Value, block => block.Groups["yaml"].Value, StringComparer.Ordinal));
        foreach (Match block in blocks)
        {
            if (block.Groups["yaml"] is { Success: true, Value: var text } && text.StartsWith("runbook:", StringComparison.Ordinal))
            {
                var problems = new DiagnosticBag();
                new PlaybookReader(BuiltInSteps.ForReading(), files).Read(new Source($"{document}: {block.Groups["file"].Value}", text), problems);
                Assert.Equal("", DiagnosticText.Render(problems.Where(problem => problem.Severity == Severity.Error)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_stands_below_a_command_is_what_it_prints(string document)
    {
        using var session = new ConsoleSession();
        var text = Document.Read(document);
        Document.IsUpToDate(document, text, Block().Replace(text, block => Renew(block, session)));
    }

    private static string Renew(Match block, ConsoleSession session)
    {
        if (block.Groups["yaml"].Success)
        {
            if (block.Groups["file"].Success)
            {
                session.Write(block.Groups["file"].Value, block.Groups["yaml"].Value);
            }

            return block.Value;
        }

        var renewed = new StringBuilder("```console\n");
        foreach (Match typed in Typed().Matches(block.Groups["console"].Value))
        {
            var (command, shown) = (typed.Groups["command"].Value, typed.Groups["shown"].Value);
            var printed = session.Type(command);
            renewed.Append("$ ").Append(command).Append('\n').Append(Scrubber.Printed.Apply(printed) == Scrubber.Printed.Apply(shown) ? shown : printed);
        }

        return renewed.Append("```\n").ToString();
    }

    [GeneratedRegex("""
        (?: ^<!--\ file:\ (?<file>\S+)\ -->\n ^```yaml\n (?<yaml>(?:(?!^```).)*) ^```\n
        | ^```yaml\n (?<yaml>runbook:\ 1\n(?:(?!^```).)*) ^```\n
        | ^```console\n (?<console>(?:(?!^```).)*) ^```\n )
        """, RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Block();

    [GeneratedRegex("""^\$ (?<command>[^\n]+)\n(?<shown>(?:(?!\$ )[^\n]*\n)*)""", RegexOptions.Multiline)]
    private static partial Regex Typed();
}
