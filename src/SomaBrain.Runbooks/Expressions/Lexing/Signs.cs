using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>Signs that other languages have and this one has not, and what to write instead.</summary>
internal static class Signs
{
    /// <summary>A hint when two signs are one that is refused; null when they are none of these.</summary>
    public static string? Refused(ReadOnlySpan<char> two) => two switch
    {
        "?." => "write `a.b ?? other`: a member that may be missing is given another value",
        "//" => "`/` divides; `round` or `integer` make it whole",
        "++" or "--" => "nothing can be changed; to subtract a negative number write `a - (-b)`",
        ".." => "there are no ranges; write the list, `[1, 2, 3]`",
        "=>" => "compare with `>=`",
        "=<" => "compare with `<=`",
        "<>" => "compare with `!=`",
        "<<" or ">>" => "multiply or divide instead",
        "?!" => "write `a ?? b` or `a ? b : c`",
        "|>" => "a pipe is written `|`",
        "**" => "multiply instead",
        "{{" => "write the expression alone, without `{{` and `}}`: braces belong to text with holes",
        _ when two.Length == 2 && two[0] == '.' && char.IsAsciiDigit(two[1]) => "a number begins with a digit, `0.5`; an element of a list is written `[0]`",
        _ => null,
    };

    /// <summary>The sign for what other languages write as a word.</summary>
    public static string? For(string word) => word switch
    {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        _ => null,
    };

    public static string? HintFor(char sign) => sign switch
    {
        '@' or '$' or '^' or '~' => "names are written as they are: `params.days`",
        '`' => "text stands in `'…'` or `\"…\"`",
        _ when LookAlikes.IsQuote(sign) => "text stands in straight quotes, `'…'` or `\"…\"`",
        '#' => "a comment belongs into the YAML, before the key",
        ';' => "an expression is one value; several are several steps",
        '{' or '}' => "there are no objects; rows come from steps",
        '\\' => "a backslash stands inside quotes only",
        _ when LookAlikes.IsBlank(sign) || LookAlikes.IsDash(sign) => $"it only looks like {LookAlikes.Meant(sign)}: write that",
        _ => "names are of `a-z`, `0-9` and `_`; other text stands in quotes",
    };
}
