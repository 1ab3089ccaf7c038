using System.Collections.Immutable;
using System.Text;

namespace SomaBrain.Runbooks.Values.Postgres;

/// <summary>PostgreSQL's text of an array: `{1,NULL,"a \"b\""}`, nested, with bounds in front (`[0:1]={…}`).</summary>
internal sealed class PgArrays
{
    /// <summary>PostgreSQL's own limit.</summary>
    private const int DeepestArray = 6;

    private readonly string _text;
    private readonly Func<string?, Value> _element;
    private int _at;

    private PgArrays(string text, Func<string?, Value> element)
    {
        _text = text;
        _element = element;
    }

    /// <summary>Null when it is no such text.</summary>
    public static Value.List? Read(string text, Func<string?, Value> element)
    {
        var reader = new PgArrays(text, element) { _at = text.StartsWith('[') ? text.IndexOf('=', StringComparison.Ordinal) + 1 : 0 };
        return reader.List(1) is { } list && reader._at == text.Length ? list : null;
    }

    private Value.List? List(int depth)
    {
        if (depth > DeepestArray || !Take('{'))
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        if (Take('}'))
        {
            return new([]);
        }

        do
        {
            if ((Here == '{' ? List(depth + 1) : Item()) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Take(','));
        return Take('}') ? new(items.DrainToImmutable()) : null;
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(char c)
    {
        if (Here != c || _at >= _text.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    private Value? Item()
    {
        var (quoted, item) = (Take('"'), new StringBuilder());
        while (_at < _text.Length && (quoted ? Here != '"' : Here is not (',' or '}')))
        {
            if (Here == '\\' && ++_at == _text.Length)
            {
                return null;
            }

            item.Append(_text[_at++]);
        }

        if (quoted ? !Take('"') : item.Length == 0)
        {
            return null;
        }

        return _element(!quoted && item.ToString() == "NULL" ? null : item.ToString());
    }
}
