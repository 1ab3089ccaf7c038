using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>
/// Reads <c>ScanResult</c> (pg_query.proto): field 2 is a token; in a token 1 is start, 2 is end, 4 the token number,
/// 5 the kind of keyword. All are varints. Byte offsets become UTF-16 offsets on the way.
/// </summary>
internal ref struct TokenReader(ReadOnlySpan<byte> message, string sql, ReadOnlySpan<byte> utf8)
{
    private const int TokenTag = (2 << 3) | 2;

    private readonly ReadOnlySpan<byte> _message = message;
    private readonly string _sql = sql;
    private CharOffsets _offsets = new(utf8, utf8.Length == sql.Length);
    private int _at;

    public ImmutableArray<PgToken> Read()
    {
        var tokens = ImmutableArray.CreateBuilder<PgToken>(Count());
        while (_at < _message.Length)
        {
            if (Varint() == TokenTag)
            {
                var length = Varint();
                tokens.Add(Token(_at + length));
            }
            else
            {
                Varint();
            }
        }

        CloseUnicodeTokens(tokens);
        return tokens.DrainToImmutable();
    }

    private int Count()
    {
        var count = 0;
        while (_at < _message.Length)
        {
            var isToken = Varint() == TokenTag;
            var value = Varint();
            _at += isToken ? value : 0;
            count += isToken ? 1 : 0;
        }

        _at = 0;
        return count;
    }

    private PgToken Token(int end)
    {
        int start = 0, stop = 0, code = 0, keyword = 0;
        while (_at < end)
        {
            var field = Varint() >> 3;
            var value = Varint();
            switch (field)
            {
                case 1: start = value; break;
                case 2: stop = value; break;
                case 4: code = value; break;
                case 5: keyword = value; break;
            }
        }

        var first = _offsets.Of(start);
        return new(TokenKinds.Of(code, keyword, _sql[first]), code, first, _offsets.Of(stop));
    }

    private int Varint()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _message[_at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>libpg_query reports the end of U&amp;'…' and U&amp;"…" as their start: they reach to the white space before the next token.</summary>
    private readonly void CloseUnicodeTokens(ImmutableArray<PgToken>.Builder tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Code is TokenKinds.UnicodeString or TokenKinds.UnicodeIdentifier)
            {
                var next = i + 1 < tokens.Count ? tokens[i + 1].Start : _sql.Length;
                tokens[i] = tokens[i] with { End = _sql.AsSpan(0, next).TrimEnd(" \t\r\n\f\v").Length };
            }
        }
    }
}
