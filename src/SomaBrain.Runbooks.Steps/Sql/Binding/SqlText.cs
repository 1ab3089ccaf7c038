using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>The text of an `sql` step with `$n` for each hole, which still knows where each part stands in the playbook.</summary>
internal sealed class SqlText(Template template)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Built, int Length, int Template, bool Literal)> _pieces = [];
    private readonly List<HoleAt> _holes = [];
    private readonly List<FilledHole> _filled = [];

    public string Content => _text.ToString();

    /// <summary>The holes that became parameters, in order.</summary>
    public IReadOnlyList<HoleAt> Holes => _holes;

    /// <summary>The holes whose filter put text here, in order.</summary>
    public IReadOnlyList<FilledHole> Filled => _filled;

    public void Literal(TemplatePart.Literal literal)
    {
        _pieces.Add((_text.Length, literal.Content.Length, literal.Offset, true));
        _text.Append(literal.Content);
    }

    public void Parameter(TemplatePart.Hole hole)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"${_holes.Count + 1}");
        _holes.Add(new(_text.Length, name));
        Add(hole, name);
    }

    public void Put(TemplatePart.Hole hole, string text)
    {
        _filled.Add(new(_text.Length, _text.Length + text.Length, hole.Span));
        Add(hole, text);
    }

    /// <summary>Where an offset of the built text stands in the playbook.</summary>
    public SourceSpan Span(int offset, int length = 1)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = offset < _pieces[middle].Built + _pieces[middle].Length ? (low, middle) : (middle + 1, high);
        }

        if (low == _pieces.Count)
        {
            return template.Span;
        }

        var (built, _, at, literal) = _pieces[low];
        var start = literal ? at + Math.Max(0, offset - built) : at;
        return template.Text.Span(start, Math.Min(template.Text.Content.Length, start + (literal ? length : 2)));
    }

    private void Add(TemplatePart.Hole hole, string text)
    {
        _pieces.Add((_text.Length, text.Length, hole.Offset, false));
        _text.Append(text);
    }
}
