namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What keeps a semicolon from ending a statement, counted as psql counts it.</summary>
internal struct StatementNesting
{
    private int _parentheses;
    private int _bodies;
    private int _words;
    private bool _isRoutine;
    private bool _isCreate;

    public readonly bool IsOutside => _parentheses == 0 && _bodies == 0;

    public void Take(PgToken token, string sql)
    {
        if (token.Code == '(')
        {
            _parentheses++;
        }
        else if (token.Code == ')')
        {
            _parentheses = Math.Max(0, _parentheses - 1);
        }
        else if (token.Kind is PgTokenKind.Keyword or PgTokenKind.Identifier)
        {
            Word(token.In(sql));
        }
    }

    private void Word(ReadOnlySpan<char> word)
    {
        _words++;
        _isCreate |= _words == 1 && Is(word, "create");
        _isRoutine |= _isCreate && _words <= 4 && (Is(word, "function") || Is(word, "procedure"));
        if (!_isRoutine || _parentheses > 0)
        {
            return;
        }

        if (Is(word, "begin") || (_bodies > 0 && Is(word, "case")))
        {
            _bodies++;
        }
        else if (_bodies > 0 && Is(word, "end"))
        {
            _bodies--;
        }
    }

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
