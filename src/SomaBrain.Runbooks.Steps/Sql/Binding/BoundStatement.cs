using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>One statement, ready to be sent as one message.</summary>
internal sealed class BoundStatement
{
    private readonly SqlText _source;
    private readonly SqlStatement _statement;
    private readonly ImmutableArray<HoleAt> _holes;
    private readonly List<(int Sent, int Source)> _places = [(0, 0)];

    /// <param name="source">The step's whole text.</param>
    /// <param name="holes">The statement's own, of the whole text.</param>
    public BoundStatement(SqlText source, SqlStatement statement, ImmutableArray<HoleAt> holes, ImmutableArray<SqlArgument> arguments, ParseResult facts)
    {
        (_source, _statement, _holes, Arguments, Facts) = (source, statement, holes, arguments, facts);
        Text = holes.IsEmpty ? statement.Text : Cast();
    }

    /// <summary>With `($n::type)` for each hole, numbered from 1.</summary>
    public string Text { get; }

    public ImmutableArray<SqlArgument> Arguments { get; }

    /// <summary>What PostgreSQL's parser says of it.</summary>
    public ParseResult Facts { get; }

    /// <summary>Where it begins in the playbook.</summary>
    public SourceSpan Span => _source.Span(_statement.Offset);

    /// <summary>Where the server's cursor stands in the playbook.</summary>
    /// <param name="position">From 1, in characters as PostgreSQL counts them; 0 when it said nothing.</param>
    public SourceSpan At(int position)
    {
        if (position <= 0)
        {
            return Span;
        }

        var sent = 0;
        for (var i = 1; i < position && sent < Text.Length; i++)
        {
            sent += char.IsHighSurrogate(Text[sent]) ? 2 : 1;
        }

        var (from, source) = _places.FindLast(place => place.Sent <= sent);
        return _source.Span(_statement.Offset + Math.Min(source + sent - from, _statement.Text.Length - 1));
    }

    /// <summary>The same, with a type for an argument that has none; null when it has one.</summary>
    /// <param name="number">From 1.</param>
    public BoundStatement? Typed(int number, string sqlType) =>
        number >= 1 && number <= Arguments.Length && Arguments[number - 1] is { SqlType: null } untyped
            ? new(_source, _statement, _holes, Arguments.SetItem(number - 1, untyped with { SqlType = sqlType }), Facts)
            : null;

    private string Cast()
    {
        var cast = new StringBuilder();
        var done = 0;
        for (var i = 0; i < _holes.Length; i++)
        {
            var at = _holes[i].Offset - _statement.Offset;
            cast.Append(_statement.Text, done, at - done);
            _places.Add((cast.Length, at));
            cast.Append(Arguments[i].SqlType is { } type
                ? string.Create(CultureInfo.InvariantCulture, $"(${i + 1}::{type})")
                : string.Create(CultureInfo.InvariantCulture, $"${i + 1}"));
            done = at + _holes[i].Text.Length;
            _places.Add((cast.Length, done));
        }

        return cast.Append(_statement.Text, done, _statement.Text.Length - done).ToString();
    }
}
