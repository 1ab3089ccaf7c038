using System.Text;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>`host=db port=5433 password='it''s \' quoted'`, by the rules of libpq's `conninfo_parse`.</summary>
internal sealed class KeyValueText(string text, Origin origin, DiagnosticBag problems)
{
    private int _at;
    private bool _failed;

    public ConnectionOptions? Parse()
    {
        var options = ConnectionOptions.None;
        var afterSecret = false;
        for (SkipBlanks(); _at < text.Length; SkipBlanks())
        {
            var key = Key();
            SkipBlanks();
            if (_at == text.Length || text[_at] != '=')
            {
                // A password with a blank in it looks like this: the piece is not repeated.
                return Syntax(afterSecret ? "there is text after the password that is no `key=value`" : $"`{key}` is not followed by `=`");
            }

            _at++;
            SkipBlanks();
            if (Content() is not { } content)
            {
                return Syntax(ConnectionKeys.Find(key) is null ? "a quote is not closed" : $"the quote after `{key}=` is not closed");
            }

            var known = ConnectionKeys.Find(key);
            if (known is null)
            {
                problems.Add(Problems.UnknownConnectionKey(origin.Span, origin.Name, afterSecret ? null : key, ConnectionKeys.Names));
                _failed = true;
            }

            options = options.With(new(key, content, origin));
            afterSecret = known?.IsSecret ?? afterSecret;
        }

        return _failed ? null : options;
    }

    private string Key()
    {
        var start = _at;
        while (_at < text.Length && text[_at] != '=' && !IsBlank(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string? Content()
    {
        var content = new StringBuilder();
        var quoted = _at < text.Length && text[_at] == '\'';
        for (_at += quoted ? 1 : 0; _at < text.Length; _at++)
        {
            if (quoted ? text[_at] == '\'' : IsBlank(text[_at]))
            {
                _at += quoted ? 1 : 0;
                return content.ToString();
            }

            if (text[_at] == '\\' && ++_at == text.Length)
            {
                break;
            }

            content.Append(text[_at]);
        }

        return quoted ? null : content.ToString();
    }

    private ConnectionOptions? Syntax(string what)
    {
        problems.Add(Problems.ConnectionStringSyntax(origin.Span, origin.Name, what));
        return null;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && IsBlank(text[_at]))
        {
            _at++;
        }
    }

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');
}
