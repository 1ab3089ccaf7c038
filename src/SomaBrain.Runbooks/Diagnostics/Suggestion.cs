namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>The nearest known word, within one edit for every three letters (a swap of neighbours is one edit).</summary>
public static class Suggestion
{
    public static string? For(string found, IEnumerable<string> known)
    {
        var best = known
            .Select(word => (Word: word, Distance: Distance(found.ToLowerInvariant(), word.ToLowerInvariant())))
            .OrderBy(x => x.Distance).ThenBy(x => x.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, Math.Max(found.Length, best.Word.Length) / 3) && best.Distance < found.Length
            ? best.Word
            : null;
    }

    /// <summary>A ready hint: "did you mean `x`?", or what is allowed.</summary>
    public static string Hint(string found, IReadOnlyCollection<string> known, string what) =>
        For(found, known) is { } word
            ? $"did you mean `{word}`?"
            : known.Count == 0 ? $"there are no {what} here" : $"{what} allowed here: {string.Join(", ", known.Select(k => $"`{k}`"))}";

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 20 || a.Length > 100)
        {
            return int.MaxValue;
        }

        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
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

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
