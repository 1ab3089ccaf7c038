using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Tests.Yaml;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

/// <summary>
/// The sections RB0xx of `docs/diagnostics.md`: the example of each is read, and the text below it is what the program says.
/// On a difference `docs/diagnostics.received.md` holds the renewed document.
/// </summary>
public sealed partial class DocumentedExamples
{
    /// <summary>Examples that cannot stand in a document.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Described = new(StringComparer.Ordinal)
    {
        ["RB001"] = () => new byte[2 * 1024 * 1024],
        ["RB002"] = () => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("runbook: 1\n")],
        ["RB008"] = () => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        ["RB009"] = () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- x\n", 20_000))),
    };

    [Fact]
    public void The_document_says_what_the_program_says()
    {
        var path = Repository("docs", "diagnostics.md");
        var document = File.ReadAllText(path);

        var renewed = Section().Replace(document, section => Renew(section));

        if (renewed != document)
        {
            File.WriteAllText(Path.ChangeExtension(path, ".received.md"), renewed);
        }

        Assert.Equal(renewed, document);
    }

    [Fact]
    public void Every_code_has_one_method_and_one_section()
    {
        var inCode = Code().Matches(File.ReadAllText(Repository("src", "SomaBrain.Runbooks", "Diagnostics", "Problems.Yaml.cs"))).Select(m => m.Groups[1].Value);
        var inDocument = Section().Matches(File.ReadAllText(Repository("docs", "diagnostics.md"))).Select(m => m.Groups["code"].Value);
        Assert.Equal(inDocument.Order().ToList(), [.. inCode.Distinct().Order()]);
        Assert.Equal(["RB019"], inCode.GroupBy(code => code).Where(codes => codes.Count() > 1).Select(codes => codes.Key));
    }

    private static string Renew(Match section)
    {
        var code = section.Groups["code"].Value;
        var bytes = Described.TryGetValue(code, out var make) ? make() : Encoding.UTF8.GetBytes(YamlCases.Unescape(section.Groups["yaml"].Value));
        var bag = new DiagnosticBag();
        Read(bytes, bag);
        Assert.Contains(bag, problem => problem.Code == code);
        return $"{section.Groups["before"].Value}```text\n{DiagnosticText.Render(bag)}```";
    }

    /// <summary>A playbook with the keys that the examples need.</summary>
    private static void Read(byte[] bytes, DiagnosticBag bag)
    {
        if (SourceReader.Decode("playbook.yml", bytes, bag) is not { } source || YamlLoader.Load(source, bag) is not YamlNode.Mapping root || bag.HasErrors)
        {
            return;
        }

        var playbook = new MappingReader(root, bag, "playbook");
        playbook.Integer("runbook", 1, 1, required: true);
        playbook.Allow("title");
        foreach (var item in playbook.List("steps", required: true)?.Items ?? [])
        {
            var step = MappingReader.Of(item, bag, "step")!;
            if (step.OneOf(["sql", "shell"]) is { } kind)
            {
                Expect.Text(kind.Value, bag, $"`{kind.Name}`");
            }

            step.String("id");
            step.Boolean("sensitive");
            step.Integer("exit", 0, 255);
            step.Word("effect", new Dictionary<string, int> { ["read"] = 0, ["write"] = 1, ["destroy"] = 2 });
            step.Parsed("timeout", "a duration such as `30s`", text => text.EndsWith('s') ? TimeSpan.Zero : (TimeSpan?)null);
            step.Finish();
        }

        playbook.Finish();
    }

    private static string Repository(params string[] path) => Path.Combine([Folder(), "..", "..", "..", .. path]);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"(?<before>## (?<code>RB0\d\d) · [^\n]*\n\n(?:```yaml\n(?<yaml>.*?)```|\*[^\n]*\*)\n\n)```text\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("Error\\(\"(RB\\d\\d\\d)\"")]
    private static partial Regex Code();
}
