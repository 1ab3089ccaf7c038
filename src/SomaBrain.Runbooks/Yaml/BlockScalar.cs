using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Reads a `|` or `>` scalar a second time, from its raw text, to learn where each character came from (YAML 1.2.2 §8.1).
/// The indentation is that of the collection around it, for a header that says how much deeper the text is (`|2`).
/// </summary>
internal ref struct BlockScalar(Source source, string content, int start, int end, int indent)
{
    private readonly ReadOnlySpan<char> _text = source.Text.AsSpan(0, end);
    private readonly ContentPlaces _content = new(content);
    private readonly List<int> _emptyLines = [];
    private readonly bool _folded = source.Text[start] == '>';
    private int _at = start + 1;
    private int _indent;
    private char _chomp;

    public MappedText Read(SourceSpan whole)
    {
        ReadHeader();
        var lineBreak = -1;
        var indentedBefore = false;
        ReadEmptyLines();
        while (_at < _text.Length && IsContentLine())
        {
            _at += _indent;
            var indented = _at < _text.Length && LineBreaks.IsBlank(_text[_at]);
            if (lineBreak >= 0)
            {
                Join(lineBreak, _folded && !indentedBefore && !indented);
            }

            AppendEmptyLines();
            indentedBefore = indented;
            lineBreak = ReadLine();
            ReadEmptyLines();
        }

        if (lineBreak >= 0 && _chomp != '-')
        {
            _content.Append('\n', lineBreak);
        }

        if (_chomp == '+')
        {
            AppendEmptyLines();
        }

        return _content.Build(whole);
    }

    private void ReadHeader()
    {
        var deeper = 0;
        for (; _at < _text.Length && _text[_at] is '+' or '-' or (>= '1' and <= '9'); _at++)
        {
            if (char.IsAsciiDigit(_text[_at]))
            {
                deeper = _text[_at] - '0';
            }
            else
            {
                _chomp = _text[_at];
            }
        }

        while (_at < _text.Length && LineBreaks.Length(_text, _at) == 0)
        {
            _at++;
        }

        _at += LineBreaks.Length(_text, _at);
        _indent = deeper > 0 ? Math.Max(indent, 0) + deeper : FirstIndent();
    }

    private readonly int FirstIndent()
    {
        var lineStart = _at;
        for (var i = _at; i < _text.Length; i++)
        {
            if (_text[i] is '\n' or '\r')
            {
                lineStart = i + 1;
            }
            else if (_text[i] != ' ')
            {
                return i - lineStart;
            }
        }

        return int.MaxValue;
    }

    private readonly bool IsContentLine() =>
        _at + _indent <= _text.Length && _text.Slice(_at, _indent).TrimStart(' ').IsEmpty && _at + _indent < _text.Length;

    /// <summary>Lines with nothing but indentation; what follows the break after them is at the start of a line.</summary>
    private void ReadEmptyLines()
    {
        while (_at < _text.Length)
        {
            var i = _at;
            while (i < _text.Length && i - _at < _indent && _text[i] == ' ')
            {
                i++;
            }

            var length = LineBreaks.Length(_text, i);
            if (length == 0)
            {
                return;
            }

            _emptyLines.Add(i);
            _at = i + length;
        }
    }

    /// <returns>Where its line break stands, -1 at the end of the file.</returns>
    private int ReadLine()
    {
        var length = _text[_at..].IndexOfAny('\n', '\r');
        var stop = length < 0 ? _text.Length : _at + length;
        _content.Append(_text[_at..stop], _at);
        _at = stop + LineBreaks.Length(_text, stop);
        return length < 0 ? -1 : stop;
    }

    private readonly void Join(int lineBreak, bool fold)
    {
        if (!fold)
        {
            _content.Append('\n', lineBreak);
        }
        else if (_emptyLines.Count == 0)
        {
            _content.Append(' ', lineBreak);
        }
    }

    private readonly void AppendEmptyLines()
    {
        foreach (var at in _emptyLines)
        {
            _content.Append('\n', at);
        }

        _emptyLines.Clear();
    }
}
