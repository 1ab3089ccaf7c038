namespace SomaBrain.Runbooks.PgQuery;

/// <summary>An argument that is run as a query: seen, if it stands there as it is.</summary>
internal sealed class QueryText
{
    private readonly string _sql;
    private readonly PgToken[] _tokens;
    private readonly int _from;
    private readonly int _to;
    private readonly bool _isRelation;

    /// <param name="tokens">Without comments.</param>
    /// <param name="from">The first of the argument.</param>
    /// <param name="to">The first behind it.</param>
    private QueryText(string sql, PgToken[] tokens, int from, int to)
    {
        (_sql, _tokens) = (sql, tokens);
        for (var isBare = false; !isBare;)
        {
            if (to - from > 2 && tokens[to - 1].Kind is PgTokenKind.Identifier or PgTokenKind.Keyword && Is(to - 2, "::"))
            {
                _isRelation |= Is(to - 1, "regclass");
                to -= 2;
            }
            else if (to - from > 2 && tokens[from].Code == '(' && Closing(tokens, from) == to - 1)
            {
                (from, to) = (from + 1, to - 1);
            }
            else
            {
                isBare = true;
            }
        }

        (_from, _to) = (from, to);
        _isRelation |= IsCallOf("to_regclass");
    }

    public bool IsParameter => _to - _from == 1 && _tokens[_from].Kind == PgTokenKind.Parameter;

    public bool IsSeen => _to - _from == 1 ? _tokens[_from].Kind == PgTokenKind.Number || Literal() is not null : IsCallOf("format") && IsSeenFormat(Of(_sql, _tokens, _from + 2));

    /// <summary>What stands between the commas of a call.</summary>
    /// <param name="from">Behind its parenthesis.</param>
    public static List<QueryText> Of(string sql, PgToken[] tokens, int from)
    {
        List<QueryText> arguments = [];
        var end = from - 1 < 0 ? tokens.Length : Closing(tokens, from - 1);
        for (var at = from; at < end; at++)
        {
            if (tokens[at].Code is '(' or '[')
            {
                at = Closing(tokens, at);
            }
            else if (tokens[at].Code == ',')
            {
                arguments.Add(new(sql, tokens, from, at));
                from = at + 1;
            }
        }

        arguments.Add(new(sql, tokens, from, end));
        return arguments;
    }

    /// <summary>`format('SELECT count(*) FROM %I', name)`: what is filled in is a name or a value, and no function's.</summary>
    private static bool IsSeenFormat(List<QueryText> arguments)
    {
        if (arguments[0].Literal() is not { } text)
        {
            return false;
        }

        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            var isSeen = (at + 1 < text.Length ? text[at + 1] : ' ') switch
            {
                'I' or 'L' => true,
                's' => arguments.TrueForAll(argument => argument._isRelation || argument == arguments[0]), // PostgreSQL quotes its name
                _ => false,
            };
            if (!isSeen || (at > 0 && IsOfName(text[at - 1])) || !EndsName(text, at + 2))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EndsName(string text, int at)
    {
        if (at < text.Length && !char.IsWhiteSpace(text[at]) && !".,);".Contains(text[at], StringComparison.Ordinal))
        {
            return false;
        }

        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at == text.Length || !"(-/".Contains(text[at], StringComparison.Ordinal);
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '"' or '\'' or '%' or '&';

    private static int Closing(PgToken[] tokens, int at)
    {
        var depth = 0;
        for (; at < tokens.Length; at++)
        {
            depth += tokens[at].Code is '(' or '[' ? 1 : tokens[at].Code is ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Of a text without escapes that is written in one piece.</summary>
    private string? Literal()
    {
        if (_to - _from != 1)
        {
            return null;
        }

        var text = _tokens[_from].In(_sql).ToString();
        var isQuoted = _tokens[_from].Kind == PgTokenKind.String;
        var inner = _tokens[_from].Kind == PgTokenKind.DollarString ? text
            : !isQuoted ? null
            : text.StartsWith('\'') ? text[1..^1]
            : text.StartsWith("E'", StringComparison.OrdinalIgnoreCase) && !text.Contains('\\', StringComparison.Ordinal) ? text[2..^1]
            : null;
        inner = isQuoted ? inner?.Replace("''", " ", StringComparison.Ordinal) : inner;
        return inner is null || inner.Contains("&\"", StringComparison.Ordinal) || (isQuoted && inner.Contains('\'', StringComparison.Ordinal)) ? null : inner;
    }

    private bool IsCallOf(string function) => _to - _from > 2 && _tokens[_from + 1].Code == '(' && Is(_from, function) && Closing(_tokens, _from + 1) == _to - 1;

    private bool Is(int at, string word) => _tokens[at].In(_sql).Equals(word, StringComparison.OrdinalIgnoreCase);
}
