using System.Globalization;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>The text of an `sql` step with `$n` for each hole, which still knows where each part stands in the playbook.</summary>
internal sealed class SqlText(Template template)
{
    private readonly List<string> _texts = [];
    private readonly List<(int Built, int Length, int Template, bool Literal)> _pieces = [];
    private readonly List<HoleAt> _holes = [];
    private readonly List<FilledHole> _filled = [];
    private int _length;
    private PgScan? _scan;

    /// <summary>What PostgreSQL's scanner makes of it, found once when it is complete.</summary>
    public PgScan Scan => _scan ??= PgScanner.Scan(_texts is [var only] ? only : string.Concat(_texts));

    /// <summary>In UTF-16 code units, as all offsets are.</summary>
    public int Length => _length;

    /// <summary>The holes that became parameters, in order.</summary>
    public IReadOnlyList<HoleAt> Holes => _holes;

    /// <summary>The holes whose filter put text here, in order.</summary>
    public IReadOnlyList<FilledHole> Filled => _filled;

    public override string ToString() => string.Concat(_texts);

    public void Literal(TemplatePart.Literal literal)
    {
        Add(literal.Content, literal.Offset, isLiteral: true);
    }

    public void Parameter(TemplatePart.Hole hole)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"${_holes.Count + 1}");
        _holes.Add(new(_length, name));
        Add(name, hole.Offset, isLiteral: false);
    }

    public void Put(TemplatePart.Hole hole, string text)
    {
        _filled.Add(new(_length, _length + text.Length, hole.Span));
        Add(text, hole.Offset, isLiteral: false);
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

    private void Add(string text, int offset, bool isLiteral)
    {
        _pieces.Add((_length, text.Length, offset, isLiteral));
        _texts.Add(text);
        _length += text.Length;
        _scan = null;
    }
}
