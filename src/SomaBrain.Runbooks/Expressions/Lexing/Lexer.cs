using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>
/// Reads an expression before Scriban does: takes every literal out (an identifier of the same length takes its place,
/// so that positions stay), and refuses all signs and words that are not of this language. What is left for Scriban is names,
/// operators and their precedence.
/// </summary>
internal sealed class Lexer(MappedText text, DiagnosticBag bag)
{
    private const int DeepestBrackets = 64;

    private static readonly Dictionary<int, Literal> None = [];

    private Stack<int>? _brackets;
    private Dictionary<int, Literal>? _literals;

    /// <summary>Where the last literal ended.</summary>
    private int _literalEnd = -1;

    /// <summary>By the offset where they stood.</summary>
    public IReadOnlyDictionary<int, Literal> Literals => _literals ?? None;

    /// <summary>The text for Scriban.</summary>
    public string Blanked()
    {
        var blanked = Content.ToCharArray();
        for (var at = 0; at < blanked.Length;)
        {
            var end = at + 1;
            if (_literals?.TryGetValue(at, out var literal) == true)
            {
                end = literal.End;
                Array.Fill(blanked, 'x', at, end - at);
            }
            else if (IsWord(at))
            {
                end = WordEnd(at);
                if (IsMember(at))
                {
                    Array.Fill(blanked, 'x', at, end - at); // no member is a word of Scriban
                }
            }
            else if (blanked[at] is '\t' or '\r' or '\n')
            {
                blanked[at] = ' ';
            }

            at = end;
        }

        return new(blanked);
    }

    /// <summary>False when a diagnostic was left.</summary>
    public bool Read()
    {
        for (var at = 0; at < Content.Length;)
        {
            var next = ReadOne(at);
            if (next < 0)
            {
                return false;
            }

            at = next;
        }

        return _brackets is not { Count: > 0 } || Refuse(Problems.BracketNotClosed(Span(_brackets.Peek()), Content[_brackets.Peek()])) >= 0;
    }

    private string Content => text.Content;

    private int ReadOne(int at)
    {
        var c = Content[at];
        switch (c)
        {
            case ' ' or '\t' or '\r' or '\n':
                return at + 1;
            case '\'' or '"':
                return Take(at, TextLiteral.Read(text, at, bag));
            case >= '0' and <= '9':
                return Take(at, NumberLiteral.Read(text, at, bag));
            case '_':
                return ReadWord(at);
            default:
                return char.IsAsciiLetter(c) ? ReadWord(at) : ReadSign(at, c);
        }
    }

    private int ReadWord(int at)
    {
        var end = WordEnd(at);
        if (IsMember(at))
        {
            return end;
        }

        var word = Content.AsSpan(at, end - at);
        return word switch
        {
            "true" => Take(at, new(new Value.Boolean(true), end)),
            "false" => Take(at, new(new Value.Boolean(false), end)),
            "null" => Take(at, new(Value.Null.Instance, end)),
            _ => ReservedWords.Has(word) ? Refuse(Problems.ReservedWord(text.Span(at, end), word.ToString(), Signs.For(word.ToString()))) : end,
        };
    }

    private int WordEnd(int at)
    {
        while (IsWord(at))
        {
            at++;
        }

        return at;
    }

    private bool IsMember(int at) => Content.AsSpan(0, at).TrimEnd().EndsWith(".");

    private int ReadSign(int at, char c)
    {
        var two = at + 1 < Content.Length ? Content.AsSpan(at, 2) : "";
        if (c == '&' && two is not "&&")
        {
            return Refuse(Problems.NotInLanguage(Span(at), "&", "write `&&`"));
        }

        if (Signs.Refused(two) is { } hint)
        {
            return Refuse(Problems.NotInLanguage(text.Span(at, at + 2), two.ToString(), hint));
        }

        if (two is "&&" or "||" or "==" or "!=" or "<=" or ">=" or "??")
        {
            return at + 2;
        }

        if (c == '=')
        {
            return Refuse(Problems.NotInLanguage(Span(at), "=", "compare with `==`; nothing can be assigned"));
        }

        return c switch
        {
            '(' or '[' => Open(at),
            ')' or ']' => Close(at, c),
            '.' or ',' or '+' or '-' or '*' or '/' or '%' or '!' or '<' or '>' or '|' or '?' or ':' => at + 1,
            _ => Refuse(Problems.NotInLanguage(Span(at), char.IsSurrogate(c) ? "\ufffd" : LookAlikes.IsBlank(c) || LookAlikes.IsDash(c) ? LookAlikes.Code(c) : c.ToString(), Signs.HintFor(c))),
        };
    }

    private int Open(int at)
    {
        _brackets ??= [];
        _brackets.Push(at);
        return _brackets.Count > DeepestBrackets ? Refuse(Problems.ExpressionTooDeep(Span(at))) : at + 1;
    }

    private int Close(int at, char c) =>
        _brackets is not null && _brackets.TryPop(out var open) && Content[open] == (c == ')' ? '(' : '[') ? at + 1 : Refuse(Problems.UnexpectedSign(Span(at), c.ToString()));

    private int Take(int at, Literal? literal)
    {
        if (literal is not { } found)
        {
            return -1;
        }

        if (IsMember(at))
        {
            return Refuse(Problems.UnexpectedSign(text.Span(at, found.End), Content[at..found.End]));
        }

        if (at == _literalEnd || IsWord(at - 1) || IsWord(found.End) || (found.End < Content.Length && Content[found.End] is '\'' or '"'))
        {
            return Refuse(Problems.OperatorMissing(text.Span(at, found.End), text.Content[Math.Max(0, at - 1)..Math.Min(text.Content.Length, found.End + 1)]));
        }

        _literals ??= [];
        _literals[at] = found;
        _literalEnd = found.End;
        return found.End;
    }

    private bool IsWord(int at) => at >= 0 && at < Content.Length && (char.IsAsciiLetterOrDigit(Content[at]) || Content[at] == '_');

    private SourceSpan Span(int at) => text.Span(at, at + 1);

    private int Refuse(Diagnostic problem)
    {
        bag.Add(problem);
        return -1;
    }
}
