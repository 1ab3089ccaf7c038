using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Yaml;

/// <summary>Reads `Cases/yaml/*.txt`: what is expected, a name, and a document.</summary>
internal static partial class YamlCases
{
    public static IEnumerable<(string Name, string Expected, string Document)> Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), "..", "Cases", "yaml", file));
        foreach (var part in text.Split("\n=== ").Skip(1))
        {
            var lines = part.Split('\n');
            var head = lines[0].Split(" | ", 2);
            var expected = lines.Skip(1).Where(line => Code().IsMatch(line)).Prepend(head[0]);
            var document = string.Join('\n', lines.Skip(1).Where(line => !Code().IsMatch(line)));
            yield return (head[1], string.Join("\n", expected), Unescape(document));
        }
    }

    /// <summary>Puts the characters in the place of their codes: `⟦202e⟧`.</summary>
    public static string Unescape(string text) => Character().Replace(text, Character);

    private static string Character(Match match) =>
        char.ConvertFromUtf32(int.Parse(match.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^RB\d\d\d \d+:\d+$")]
    private static partial Regex Code();

    [GeneratedRegex("⟦([0-9a-f]+)⟧")]
    private static partial Regex Character();
}
