namespace SomaBrain.Runbooks.Expressions;

/// <summary>What a playbook must not use as a name.</summary>
public static class ReservedWords
{
    private static readonly string[] Words =
    [
        "if", "else", "end", "for", "in", "while", "break", "continue", "case", "when", "func", "ret", "capture", "import", "readonly", "with",
        "wrap", "include", "this", "empty", "blank", "do", "tablerow", "and", "or", "not", "true", "false", "null",
    ];

    /// <summary>Words of the expression language: no step, parameter, variable or `as` name may be one of them.</summary>
    public static readonly IReadOnlySet<string> All = Words.ToHashSet();

    /// <summary>Whether one of all is this word.</summary>
    internal static bool Has(ReadOnlySpan<char> word)
    {
        foreach (var reserved in Words)
        {
            if (word.SequenceEqual(reserved))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names that lead to members: no `as` name may be one of them.</summary>
    public static readonly IReadOnlySet<string> Roots = new HashSet<string> { "params", "vars", "steps", "targets", "run" };
}
