using System.Globalization;

namespace SomaBrain.Runbooks.Model;

/// <summary>
/// Server versions that will do: `15`, `13-18`, `&gt;=13`, `&gt;=13 &lt;19`, `&gt;=14.3`. A version without a minor number stands for all
/// its minor releases.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="From">The lowest `server_version_num` that will do.</param>
/// <param name="Before">The lowest one above that will not.</param>
public sealed record VersionRange(string Text, int From, int Before)
{
    /// <summary>The range, or null when the text is none, or no version can lie in it.</summary>
    public static VersionRange? Parse(string text)
    {
        var (from, before) = (0, int.MaxValue);
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Bounds(part) is not { } bounds)
            {
                return null;
            }

            (from, before) = (Math.Max(from, bounds.From), Math.Min(before, bounds.Before));
        }

        return from < before && (from > 0 || before < int.MaxValue) ? new(text, from, before) : null;
    }

    public bool Contains(int versionNumber) => versionNumber >= From && versionNumber < Before;

    public override string ToString() => Text;

    private static (int From, int Before)? Bounds(string part)
    {
        var number = part.TrimStart('>', '<', '=');
        var ends = number.Split('-');
        var (low, high) = (Version(ends[0]), Version(ends[^1]));
        return (part[..^number.Length], low, high) switch
        {
            (_, null, _) or (_, _, null) => null,
            ("" or "=", _, _) when ends.Length <= 2 => (low.Value.First, high.Value.Next),
            (_, _, _) when ends.Length > 1 => null,
            (">=", _, _) => (low.Value.First, int.MaxValue),
            (">", _, _) => (low.Value.Next, int.MaxValue),
            ("<", _, _) => (0, low.Value.First),
            ("<=", _, _) => (0, low.Value.Next),
            _ => null,
        };
    }

    // Before version 10 a major version has two numbers: 9.6.
    private static (int First, int Next)? Version(string text)
    {
        var numbers = text.Split('.').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole < 1000 ? whole : -1).ToArray();
        return numbers switch
        {
            _ when numbers.Contains(-1) => null,
            [>= 10 and var major] => (major * 10_000, (major + 1) * 10_000),
            [>= 10 and var major, var minor] => ((major * 10_000) + minor, (major * 10_000) + minor + 1),
            [> 0 and var old] => (old * 10_000, (old + 1) * 10_000),
            [> 0 and var old, < 100 and var major] => ((old * 10_000) + (major * 100), (old * 10_000) + ((major + 1) * 100)),
            _ => null,
        };
    }
}
