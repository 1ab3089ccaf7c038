using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Tests.Expressions;
using SomaBrain.Runbooks.Tests.Yaml;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

/// <summary>
/// What `docs/diagnostics.md` says of each problem is what the program says. On a difference `docs/diagnostics.received.md`
/// holds the renewed document.
/// </summary>
public sealed class DocumentedProblems
{
    /// <summary>Examples that cannot stand in a document.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Described = new(StringComparer.Ordinal)
    {
        ["RB001"] = () => new byte[2 * 1024 * 1024],
        ["RB002"] = () => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("runbook: 1\n")],
        ["RB008"] = () => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        ["RB214"] = () => Encoding.UTF8.GetBytes($"when: {new string('1', Expression.LongestText + 1)}\n"),
        ["RB034"] = () => Encoding.UTF8.GetBytes($"runbook: 1\ntitle: t\nsummary: rows {string.Concat(Enumerable.Repeat("{{ 1 }}", 6_001))}\n"),
        ["RB317"] = () => Encoding.UTF8.GetBytes($"runbook: 1\ntitle: t\nsteps:\n  - sql: |\n{string.Concat(Enumerable.Repeat("      INSERT INTO a VALUES (1);\n", 5_001))}"),
        ["RB009"] = () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- x\n", 20_000))),
    };

    [Fact]
    public void The_document_says_what_the_program_says()
    {
        var document = DiagnosticsDocument.Read();
        var renewed = document.Renewed(Said);
        var received = Path.ChangeExtension(DiagnosticsDocument.File, ".received.md");
        if (renewed == document.Text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, renewed);
        Assert.Fail($"docs/diagnostics.md is not what the program says; docs/diagnostics.received.md is:\n{LineDiff.Of(document.Text, renewed)}");
    }

    private static string Said(DiagnosticsDocument.Section section)
    {
        var said = Problem(section);
        Assert.True(said.TrueForAll(problem => problem.Code == section.Code), $"the example of {section.Code} has another problem:\n{DiagnosticText.Render(said)}");
        return DiagnosticText.Render(said);
    }

    private static List<Diagnostic> Problem(DiagnosticsDocument.Section section)
    {
        if (SampleProblems.All.TryGetValue(section.Code, out var sample))
        {
            Assert.Null(section.Example);
            return [sample with { Span = null }];
        }

        var bag = new DiagnosticBag();
        var bytes = Described.TryGetValue(section.Code, out var make) ? make()
            : Encoding.UTF8.GetBytes(YamlCases.Unescape(section.Example ?? throw new InvalidOperationException($"{section.Code} has neither an example nor a sample")));
        if (SourceReader.Decode("playbook.yaml", bytes, bag) is { } source)
        {
            if (source.Text.StartsWith("when:", StringComparison.Ordinal) || source.Text.StartsWith("text:", StringComparison.Ordinal)
                || source.Text.StartsWith("argument:", StringComparison.Ordinal) || source.Text.StartsWith("script:", StringComparison.Ordinal))
            {
                Evaluate(source, bag);
            }
            else
            {
                Read(source, section.Arguments, section.Code[..4] is "RB32" or "RB33" or "RB34", bag);
            }
        }

        Assert.True(bag.Count > 0, $"nothing is wrong with the example of {section.Code}");
        return [.. bag];
    }

    private static void Evaluate(Source source, DiagnosticBag bag)
    {
        var entry = ((YamlNode.Mapping)YamlLoader.Load(source, bag)!).Entries[0];
        var text = ((YamlNode.Scalar)entry.Value).Text;
        var problem = entry.Name == "when"
            ? Expression.Parse(text, bag)?.EvaluateCondition(TestScope.Instance).Problem
            : Template.Parse(text, Kind(entry.Name), bag)?.Render(TestScope.Instance).Problem;
        if (problem is not null)
        {
            bag.Add(problem);
        }
    }

    private static HoleKind Kind(string key) => key switch
    {
        "argument" => HoleKind.Argument,
        "script" => HoleKind.Script,
        _ => HoleKind.Text,
    };

    /// <param name="lint">Whether warnings are what the section speaks of.</param>
    private static void Read(Source source, string? arguments, bool lint, DiagnosticBag bag)
    {
        var catalog = BuiltInSteps.ForReading();
        if (new PlaybookReader(catalog).ReadAll(source, bag) is not { } read)
        {
            return;
        }

        if (lint)
        {
            new Linter(catalog).Lint(read, bag);
        }

        if (arguments is not null)
        {
            var playbook = read.Playbook;
            var given = arguments.Split("-p ", StringSplitOptions.RemoveEmptyEntries).Select(argument => argument.Trim().Split('=', 2));
            new ParameterBinding(playbook, _ => (null, "the variable is not set")).Bind([.. given.Select(pair => new GivenParameter(pair[0], pair[1]))], [], bag);
        }
    }
}
