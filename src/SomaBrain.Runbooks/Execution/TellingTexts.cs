using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// What of a sensitive result another command may print in the clear, although nobody bound just that: the texts of its JSON and its
/// cells, its lines, and what stands behind `=` or `:` in a line. Short texts and plain words are left out, as they would vanish from
/// every log.
/// </summary>
internal sealed class TellingTexts
{
    /// <summary>Of one result.</summary>
    private const int Most = 64;

    private const int Longest = 4096;

    /// <summary>Characters from which on lower-case letters alone are no word.</summary>
    private const int LongerThanWords = 12;

    private static readonly char[] Separators = ['=', ':'];

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Of(Value result)
    {
        var texts = new TellingTexts();
        texts.Look(result);
        return texts._found;
    }

    private bool IsFull => _found.Count >= Most;

    private void Look(Value value)
    {
        switch (value)
        {
            case Value.Secret secret:
                Look(secret.Inner);
                break;
            case Value.Cell { Scalar: Value.Text or Value.List or Value.Row } cell:
                Look(cell.Scalar);
                break;
            case Value.List list:
                for (var i = 0; i < list.Items.Length && !IsFull; i++)
                {
                    Look(list.Items[i]);
                }

                break;
            case Value.Row row:
                for (var i = 0; i < row.Fields.Length && !IsFull; i++)
                {
                    Look(row.Fields[i].Value);
                }

                break;
            case Value.Text { Content: ['{' or '[', ..] text } when JsonValues.Read(text) is { } json:
                Look(json);
                break;
            case Value.Text text:
                Lines(text.Content);
                break;
            default:
                break;
        }
    }

    private void Lines(string text)
    {
        for (var at = 0; at < text.Length && !IsFull;)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            Line(text[at..end]);
            at = end + 1;
        }
    }

    /// <summary>`user=app` tells nothing, although it is longer than `app`.</summary>
    private void Line(string line)
    {
        var first = line.IndexOfAny(Separators);
        if (first < 0 || (Add(Bare(line[(first + 1)..])) | Add(Bare(line[(line.LastIndexOfAny(Separators) + 1)..]))))
        {
            Add(line.Trim());
        }
    }

    private static string Bare(string value) => value.Trim().TrimEnd(',', ';').Trim('"', '\'');

    /// <returns>Whether it tells something.</returns>
    private bool Add(string text)
    {
        var isTelling = text.Length is >= Masker.Strong and <= Longest && (text.Length >= LongerThanWords || text.AsSpan().ContainsAnyExceptInRange('a', 'z'));
        if (isTelling && !IsFull)
        {
            _found.Add(text);
        }

        return isTelling;
    }
}
