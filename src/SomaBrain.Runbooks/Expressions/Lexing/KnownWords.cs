namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>Words that were read lately: expressions say the same few (`params`, `steps`, `row`) again and again, and each is kept once.</summary>
internal static class KnownWords
{
    /// <summary>A power of two. A word takes the place of another; several threads may, as each finds a whole word or none.</summary>
    private const int Places = 256;

    private static readonly string?[] Kept = new string?[Places];

    public static string Of(ReadOnlySpan<char> word)
    {
        var place = ((word.Length * 31) + (word[0] * 7) + (word[^1] * 3) + word[word.Length / 2]) & (Places - 1);
        return Kept[place] is { } kept && word.SequenceEqual(kept) ? kept : Kept[place] = word.ToString();
    }
}
