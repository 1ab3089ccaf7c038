using System.Globalization;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Reads a plain or quoted scalar a second time, from its raw text, to learn where each character came from (YAML 1.2.2
/// §7.3): lines are folded, quotes doubled, escapes replaced.
/// </summary>
internal ref struct FlowScalar(Source source, string content, int start, int end, ScalarKind style)
{
    private readonly ReadOnlySpan<char> _text = source.Text.AsSpan(0, end);
    private readonly ContentPlaces _content = new(content);
    private int _at = start;

    public MappedText Read(SourceSpan whole)
    {
        var stop = _text.Length;
        if (style != ScalarKind.Plain)
        {
            _at++;
            stop--;
        }

        while (_at < stop)
        {
            if (LineBreaks.IsBlank(_text[_at]) || LineBreaks.Length(_text, _at) > 0)
            {
                ReadBlanks(stop);
            }
            else if (style == ScalarKind.DoubleQuoted && _text[_at] == '\\')
            {
                ReadEscape(stop);
            }
            else
            {
                _content.Append(_text[_at], _at);
                _at += style == ScalarKind.SingleQuoted && _text[_at] == '\'' ? 2 : 1;
            }
        }

        return _content.Build(whole);
    }

    /// <summary>Blanks within a line stay; around a break they go. One break is a space, of several all but the first stay.</summary>
    private void ReadBlanks(int stop)
    {
        var from = _at;
        SkipBlanks(stop);
        if (LineBreaks.Length(_text, _at) == 0 || _at >= stop)
        {
            _content.Append(_text[from.._at], from);
            return;
        }

        var first = _at;
        _at += LineBreaks.Length(_text, _at);
        if (!ReadEmptyLines(stop))
        {
            _content.Append(' ', first);
        }
    }

    private bool ReadEmptyLines(int stop)
    {
        var any = false;
        for (SkipBlanks(stop); _at < stop && LineBreaks.Length(_text, _at) is > 0 and var length; SkipBlanks(stop))
        {
            _content.Append('\n', _at);
            _at += length;
            any = true;
        }

        return any;
    }

    private void SkipBlanks(int stop)
    {
        while (_at < stop && LineBreaks.IsBlank(_text[_at]))
        {
            _at++;
        }
    }

    private void ReadEscape(int stop)
    {
        var from = _at;
        var letter = _text[_at + 1];
        if (LineBreaks.Length(_text, _at + 1) is > 0 and var length)
        {
            _at += 1 + length;
            ReadEmptyLines(stop);
            return;
        }

        _at += 2;
        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            _content.Append(Unescape(letter), from);
            return;
        }

        var code = int.TryParse(_text[_at..Math.Min(_at + digits, stop)], NumberStyles.AllowHexSpecifier, null, out var parsed) ? parsed : 0xFFFD;
        _at += digits;
        if (code <= 0xFFFF)
        {
            _content.Append((char)code, from);
        }
        else
        {
            // Both halves come from the same place, which no single run can say.
            var pair = char.ConvertFromUtf32(code);
            _content.Append(pair[0], from);
            _content.Append(pair[1], from);
        }
    }

    private static char Unescape(char letter) => letter switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' or '\t' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\u001b',
        'N' => '\u0085',
        '_' => '\u00a0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => letter,
    };
}
