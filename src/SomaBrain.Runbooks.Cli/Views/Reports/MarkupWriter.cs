using System.Text;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>
/// Writes HTML or XML. Names of elements and attributes are ours; every text and every value is foreign, and stays text: what
/// would be markup is escaped, what would hide or turn text is shown as an escape.
/// </summary>
internal sealed class MarkupWriter
{
    private static readonly HashSet<string> Inside =
        new(["a", "b", "code", "i", "span", "strong", "small", "summary", "td", "th", "dt", "dd", "title", "h1", "h2", "h3"], StringComparer.Ordinal);

    /// <summary>Elements whose beginning is a line of its own.</summary>
    private static readonly HashSet<string> Around =
        new(["html", "head", "body", "main", "header", "section", "ol", "dl", "tbody", "thead", "testsuites", "testsuite", "properties"], StringComparer.Ordinal);

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>As it is: our own constants only.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public MarkupWriter Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append('>').Append(Around.Contains(name) ? "\n" : "");
        _open.Push(name);
        return this;
    }

    /// <summary>An element with nothing in it, as XML has it; HTML takes it for its void elements.</summary>
    public MarkupWriter Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append("/>\n");
        return this;
    }

    public MarkupWriter Close()
    {
        var name = _open.Pop();
        _text.Append("</").Append(name).Append('>');
        if (!Inside.Contains(name) || name is "title" or "h1" or "h2" or "h3" or "dd")
        {
            _text.Append('\n');
        }

        return this;
    }

    public MarkupWriter Text(string text)
    {
        Escape(text);
        return this;
    }

    public MarkupWriter Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(name, attributes).Text(text).Close();

    public override string ToString() => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"`{_open.Peek()}` is not closed");

    private void Begin(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var attribute in attributes)
        {
            if (attribute.Value is { } value)
            {
                _text.Append(' ').Append(attribute.Name).Append("=\"");
                Escape(value);
                _text.Append('"');
            }
        }
    }

    private void Escape(string text)
    {
        foreach (var c in TerminalText.Clean(text))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                '\uFFFE' or '\uFFFF' => _text.Append('\uFFFD'), // no characters of XML
                _ => _text.Append(c),
            };
        }
    }
}
