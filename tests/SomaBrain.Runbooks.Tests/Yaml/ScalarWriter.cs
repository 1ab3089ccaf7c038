using System.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

/// <summary>Writes items of a list in a wanted style and notes where each character of the content was put.</summary>
internal sealed class ScalarWriter(string lineBreak)
{
    private readonly StringBuilder _document = new();
    private readonly List<int> _offsets = [];
    private readonly StringBuilder _content = new();

    public List<(string Content, int[] Offsets)> Written { get; } = [];

    public string Document => _document.ToString();

    public void Write(string text, ScalarKind kind, int seed)
    {
        _offsets.Clear();
        _content.Clear();
        _document.Append("- ");
        switch (kind)
        {
            case ScalarKind.Plain:
                Plain(text, seed);
                break;
            case ScalarKind.SingleQuoted:
                SingleQuoted(text, seed);
                break;
            case ScalarKind.DoubleQuoted:
                DoubleQuoted(text, seed);
                break;
            default:
                Block(text, kind, seed);
                break;
        }

        Written.Add((_content.ToString(), [.. _offsets]));
    }

    /// <summary>Words of harmless letters, joined by spaces, folded lines or, over an empty line, a line break.</summary>
    private void Plain(string text, int seed)
    {
        var words = text.Split([' ', '\t', '\n', '"', '\'', '#', ':', '-', '{', '}', '[', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '\\'], StringSplitOptions.RemoveEmptyEntries);
        Put("x");
        foreach (var (word, i) in words.Select((word, i) => (word, i)))
        {
            Separate(seed + i);
            Put(word);
        }

        _document.Append(seed % 3 == 0 ? $" # note{lineBreak}" : lineBreak);
    }

    private void SingleQuoted(string text, int seed)
    {
        _document.Append('\'');
        foreach (var (c, i) in Solid(text).Select((c, i) => (c, i)))
        {
            if (c == ' ')
            {
                Separate(seed + i);
            }
            else
            {
                Put(c.ToString());
                _document.Append(c == '\'' ? "'" : "");
            }
        }

        _document.Append('\'').Append(lineBreak);
    }

    private void DoubleQuoted(string text, int seed)
    {
        _document.Append('"');
        foreach (var (c, i) in text.Select((c, i) => (c, i)))
        {
            if ((seed + i) % 7 == 0)
            {
                _document.Append('\\').Append(lineBreak).Append("   ");
            }

            switch (c)
            {
                case '"' or '\\' or '\n' or '\t' or ' ':
                    PutAs(c, $"\\{(c == '\n' ? 'n' : c == '\t' ? 't' : c)}");
                    break;
                case > '\u007f' when seed % 2 == 0:
                    PutAs(c, $"\\u{(int)c:x4}");
                    break;
                case 'a' when seed % 5 == 0:
                    PutAs('\u001b', "\\e");
                    break;
                default:
                    Put(c.ToString());
                    break;
            }
        }

        _document.Append('"').Append(lineBreak);
    }

    /// <summary>Lines of a block; folded ones get an empty line between two, so that the break stays.</summary>
    private void Block(string text, ScalarKind kind, int seed)
    {
        var chomp = (seed % 3) switch { 0 => "", 1 => "-", _ => "+" };
        var indent = 1 + (seed % 4);
        var lines = text.Split('\n').Select(line => line.Trim(' ', '\t')).ToList();
        while (lines.Count > 1 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        var spaced = seed % 2 == 0 && kind == ScalarKind.Literal ? "  " : "";
        _document.Append(kind == ScalarKind.Literal ? '|' : '>').Append(spaced.Length > 0 || seed % 5 == 0 ? $"{indent}{chomp}" : chomp)
            .Append(seed % 7 == 0 ? " # note" : "").Append(lineBreak);
        var (previous, empty) = (-1, new List<int>());
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                empty.Add(_document.Length);
                _document.Append(lineBreak);
                continue;
            }

            if (previous >= 0 && (kind == ScalarKind.Literal || empty.Count == 0))
            {
                Note(kind == ScalarKind.Literal ? '\n' : ' ', previous);
            }

            empty.ForEach(at => Note('\n', at));
            empty.Clear();
            _document.Append(' ', indent);
            Put(spaced + line);
            previous = _document.Length;
            _document.Append(lineBreak);
        }

        if (seed % 11 == 0)
        {
            empty.Add(_document.Length);
            _document.Append(lineBreak);
        }

        if (previous >= 0 && chomp != "-")
        {
            Note('\n', previous);
        }

        if (chomp == "+")
        {
            empty.ForEach(at => Note('\n', at));
        }
    }

    private static string Solid(string text) => string.Join(' ', text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private void Separate(int seed)
    {
        switch (seed % 4)
        {
            case 0:
                Note(' ', _document.Length + 1);
                _document.Append(' ').Append(lineBreak).Append("  ");
                break;
            case 1:
                _document.Append(lineBreak).Append("  ");
                Note('\n', _document.Length);
                _document.Append(lineBreak).Append("   ");
                break;
            default:
                Put(" ");
                break;
        }
    }

    private void Put(string text)
    {
        foreach (var c in text)
        {
            PutAs(c, c.ToString());
        }
    }

    private void PutAs(char c, string written)
    {
        Note(c, _document.Length);
        _document.Append(written);
    }

    private void Note(char c, int offset)
    {
        _content.Append(c);
        _offsets.Add(offset);
    }
}
