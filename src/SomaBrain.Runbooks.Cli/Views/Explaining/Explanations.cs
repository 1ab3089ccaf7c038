using System.Text;

namespace SomaBrain.Runbooks.Cli.Views.Explaining;

/// <summary>The sections of `docs/diagnostics.md`, which the program carries with it.</summary>
public static class Explanations
{
    private const string Resource = "diagnostics.md";
    private const string Fence = "```";

    private static readonly Lazy<Dictionary<string, Explanation>> All = new(() =>
        Read().ToDictionary(explanation => explanation.Code, StringComparer.Ordinal));

    public static IReadOnlyCollection<string> Codes => All.Value.Keys;

    public static Explanation? Of(string code) => All.Value.GetValueOrDefault(code.ToUpperInvariant());

    private static IEnumerable<Explanation> Read()
    {
        using var stream = typeof(Explanations).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## RB").Skip(1))
        {
            yield return Section($"RB{section}");
        }
    }

    private static Explanation Section(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var heading = text[..end].Split(" · ", 2);
        var body = text[end..].Trim('\n');
        List<(string Language, string Content)> blocks = [];
        var prose = new StringBuilder();
        string? language = null;
        var block = new StringBuilder();
        foreach (var line in body.Split('\n'))
        {
            switch (language)
            {
                case null when line.StartsWith(Fence, StringComparison.Ordinal):
                    (language, _) = (line[Fence.Length..], block.Clear());
                    break;
                case null:
                    prose.Append(line).Append('\n');
                    break;
                case var kind when line == Fence:
                    blocks.Add((kind, block.ToString()));
                    language = null;
                    break;
                default:
                    block.Append(line).Append('\n');
                    break;
            }
        }

        var said = blocks.FindIndex(one => one.Language == "text");
        var example = string.Concat(blocks.Take(Math.Max(said, 0)).Select(one => one.Content));
        return new(
            heading[0], heading[^1], example.Length == 0 ? null : example, said < 0 ? "" : blocks[said].Content, Paragraphs(prose.ToString()), body);
    }

    private static string Paragraphs(string prose) => string.Join("\n\n", prose.Split("\n\n").Select(part => part.Trim('\n')).Where(part => part.Length > 0));
}
