using System.Buffers;

namespace SomaBrain.Runbooks.Text;

/// <summary>
/// Characters that word processors and web pages put in the place of blanks, of `-` and of quotes. In prose they are right; where a
/// language has a sign, they only look like it.
/// </summary>
public static class LookAlikes
{
    private const string Blanks = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d";
    private const string Quotes = "\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\uff02\uff07";

    private static readonly SearchValues<char> Any = SearchValues.Create(Blanks + Dashes + Quotes);

    /// <summary>Where the first of them stands, -1 where there is none.</summary>
    public static int First(ReadOnlySpan<char> text) => text.IndexOfAny(Any);

    public static bool IsBlank(char c) => Blanks.Contains(c, StringComparison.Ordinal);

    public static bool IsDash(char c) => Dashes.Contains(c, StringComparison.Ordinal);

    public static bool IsQuote(char c) => Quotes.Contains(c, StringComparison.Ordinal);

    /// <summary>`U+00A0`: what is said of a character that a reader could not tell from another.</summary>
    public static string Code(char c) => FormattableString.Invariant($"U+{(int)c:X4}");

    /// <summary>What it was taken for.</summary>
    public static string Meant(char c) => IsBlank(c) ? "a blank" : IsDash(c) ? "`-`" : "a straight quote";
}
