using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics.Silencing;

/// <summary>`# lint: ignore RB331 reason`. One that names several codes, `RB327, RB328 reason`, is a comment for each.</summary>
/// <param name="Code">Null when it names none.</param>
/// <param name="Reason">Empty without one; then nothing is silenced.</param>
/// <param name="IsAlone">It has its line to itself.</param>
public sealed record SilencingComment(string? Code, string Reason, bool IsAlone, SourceSpan Span)
{
    /// <summary>No line without it holds one.</summary>
    internal const string Mark = "lint:";

    private const string Verb = "ignore";

    public bool CanSilence => Code is not null && Reason.Length > 0 && IsAlone;

    /// <summary>For the next of its codes.</summary>
    public SilencingComment? Next { get; private init; }

    /// <summary>The comment of the line that stands between two offsets; null when it has none, or one that says something else.</summary>
    internal static SilencingComment? In(Source source, int start, int end)
    {
        var line = source.Text.AsSpan(start, end - start);
        var hash = line.IndexOf('#');
        var said = line[(hash + 1)..].TrimStart(" \t");
        var verb = said.StartsWith(Mark) ? said[Mark.Length..].TrimStart(" \t") : [];
        if (hash < 0 || !verb.StartsWith(Verb) || (verb.Length > Verb.Length && IsLetter(verb[Verb.Length])))
        {
            return null;
        }

        var rest = verb[Verb.Length..].Trim();
        List<string> codes = [];
        while (FirstWord(rest) is var word && IsCode(word))
        {
            codes.Add(word.ToString());
            rest = rest[word.Length..].TrimStart(" \t:,-");
        }

        var (isAlone, span) = (line[..hash].Trim(" \t").IsEmpty, source.Span(start + hash, end));
        SilencingComment? comment = codes.Count == 0 ? new(null, "", isAlone, span) : null;
        for (var i = codes.Count - 1; i >= 0; i--)
        {
            comment = new(codes[i], rest.ToString(), isAlone, span) { Next = comment };
        }

        return comment;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAny(" \t:,");
        return length < 0 ? text : text[..length];
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsCode(ReadOnlySpan<char> word) => word is ['R', 'B', _, _, _] && word[2..].IndexOfAnyExceptInRange('0', '9') < 0;
}
