using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>
/// Playbooks of one line each: `⏎` is a line break, `§` the two keys that every playbook has, `⟦x×9⟧` is `x` nine times, `⟦202e⟧` the
/// character with that code, `⟦/c3⟧` a byte.
/// </summary>
internal static partial class PlaybookCases
{
    public static string[] Lines(string file, [CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Cases", "playbooks", file));

    public static DiagnosticBag Read(string playbook)
    {
        var problems = new DiagnosticBag();
        if (SourceReader.Decode("a.yaml", Bytes(playbook), problems) is { } source)
        {
            new PlaybookReader(BuiltInSteps.ForReading()).Read(source, problems);
        }

        return problems;
    }

    /// <summary>The playbook; a byte that is none of UTF-8 is lost.</summary>
    public static string Text(string playbook) => Encoding.UTF8.GetString(Bytes(playbook));

    private static byte[] Bytes(string playbook)
    {
        var text = playbook.Replace("§", "runbook: 1⏎title: t⏎", StringComparison.Ordinal);
        text = Repeated().Replace(text, many => string.Concat(Enumerable.Repeat(many.Groups[1].Value, int.Parse(many.Groups[2].Value, CultureInfo.InvariantCulture))));
        text = Character().Replace(text, one => char.ConvertFromUtf32(Code(one))).Replace('⏎', '\n');
        return [.. Byte().Split(text).SelectMany((part, i) => i % 2 == 0 ? Encoding.UTF8.GetBytes(part) : Convert.FromHexString(part))];
    }

    private static int Code(Match hex) => int.Parse(hex.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex("⟦([^⟧]*)×([0-9]+)⟧")]
    private static partial Regex Repeated();

    [GeneratedRegex("⟦([0-9a-f]+)⟧")]
    private static partial Regex Character();

    [GeneratedRegex("⟦/([0-9a-f]{2})⟧")]
    private static partial Regex Byte();
}
