using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Model;

/// <summary>A regular expression that a whole text must match, in time that grows with the length of the text and not faster.</summary>
public sealed class TextPattern
{
    /// <summary>In UTF-16 code units. What it costs to get one ready grows with the square of that.</summary>
    public const int Longest = 100;

    /// <summary>A machine that is busy with other things may not refuse a good value.</summary>
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How each of those constructs begins that cannot be matched in such time: look-around, conditions, back-references, a count
    /// that makes it too large. A pattern without them is got ready when a value is there that needs it, as that takes a megabyte.
    /// </summary>
    private static readonly Pattern Unsure = new(@"\(\?|\)\{|\{\d*,?\d{3}|\\[kG1-9]");

    private const int MostKnown = 100;

    /// <summary>Playbooks share them: of a database's name, of a role's. Null of what is none.</summary>
    private static readonly ConcurrentDictionary<string, TextPattern?> Known = new(StringComparer.Ordinal);

    /// <summary>In UTF-16 code units: what may be matched by trying one way after the other, for so long.</summary>
    private const int Short = 1_000;

    private static readonly TimeSpan LongestTry = TimeSpan.FromMilliseconds(20);

    private readonly Lazy<Regex> _steady;

    private readonly Lazy<Regex> _quick;

    private TextPattern(string text, TimeSpan limit)
    {
        Text = text;
        var whole = $@"\A(?:{text})\z";
        _steady = new(() => new(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, limit));
        _quick = new(() => new(whole, RegexOptions.CultureInvariant, LongestTry));
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Null when it is none, or none that can be used.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="limit">How long a match may take.</param>
    public static TextPattern? Parse(string text, TimeSpan? limit = null)
    {
        if (limit is not null || Known.Count >= MostKnown)
        {
            return Read(text, limit ?? LongestMatch);
        }

        if (!Known.TryGetValue(text, out var pattern))
        {
            Known[text] = pattern = Read(text, LongestMatch);
        }

        return pattern;
    }

    private static TextPattern? Read(string text, TimeSpan limit)
    {
        try
        {
            _ = new Regex(text); // by itself: `a)|(b` would get out of the group around it
            var pattern = new TextPattern(text, limit);
            if (Unsure.Regex.IsMatch(text))
            {
                _ = pattern._steady.Value;
            }

            return pattern;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A short text hardly ever needs more than a few tries, and those need no megabyte.</summary>
    /// <exception cref="RegexMatchTimeoutException">It takes longer than it may.</exception>
    public bool Matches(string text)
    {
        try
        {
            return (text.Length <= Short ? _quick : _steady).Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException) when (text.Length <= Short)
        {
            return _steady.Value.IsMatch(text);
        }
    }

    public override string ToString() => Text;
}
