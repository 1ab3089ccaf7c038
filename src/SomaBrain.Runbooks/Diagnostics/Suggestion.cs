namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>The word that another tool has for it, else the nearest known word, within one edit for every three letters (a swap of neighbours is one edit).</summary>
public static class Suggestion
{
    /// <summary>A hint names no more than these.</summary>
    private const int Most = 40;

    private const int Longest = 100;

    public static string? For(string found, IEnumerable<string> known)
    {
        if (ForeignWords.Meant(found, known) is { } meant)
        {
            return meant;
        }

        string? best = null;
        var least = int.MaxValue;
        foreach (var word in known)
        {
            var allowed = Math.Min(Math.Max(1, Math.Max(found.Length, word.Length) / 3), found.Length - 1);
            if (Math.Abs(word.Length - found.Length) > Math.Min(allowed, least))
            {
                continue;
            }

            var distance = Distance(found, word);
            if (distance <= allowed && (distance < least || (distance == least && string.CompareOrdinal(word, best) < 0)))
            {
                (best, least) = (word, distance);
            }
        }

        return best;
    }

    /// <summary>A ready hint: "did you mean `x`?", or what is allowed.</summary>
    public static string Hint(string found, IReadOnlyCollection<string> known, string what) =>
        For(found, known) is { } word
            ? $"did you mean `{word}`?"
            : known.Count == 0 ? $"there are no {what} here" : $"{what} allowed here: {string.Join(", ", known.Take(Most).Select(k => $"`{k}`"))}{(known.Count > Most ? ", …" : "")}";

    private static int Distance(string found, string word)
    {
        if (found.Length > Longest || word.Length > Longest)
        {
            return int.MaxValue;
        }

        Span<char> a = stackalloc char[found.Length];
        Span<char> b = stackalloc char[word.Length];
        found.AsSpan().ToLowerInvariant(a);
        word.AsSpan().ToLowerInvariant(b);
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }
}
