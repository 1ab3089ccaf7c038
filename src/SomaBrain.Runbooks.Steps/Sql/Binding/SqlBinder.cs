using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>
/// Fills the holes of an `sql` step at run time. SQL is never rendered as text: a hole becomes a parameter, and what a filter
/// puts into the text is scanned again and compared, token by token, with what was meant.
/// </summary>
internal sealed class SqlBinder
{
    private readonly Template _template;
    private readonly SqlText _text;
    private readonly SqlText _meant;
    private readonly List<TemplatePart.Hole> _parameters = [];
    private readonly ImmutableArray<SqlArgument>.Builder _arguments = ImmutableArray.CreateBuilder<SqlArgument>();
    private readonly StringBuilder _shown = new();
    private readonly Effect _most;
    private readonly List<string> _hidden = [];
    private string? _until;
    private bool _hasUnknownText;

    private readonly Func<int, byte[]> _random;

    private SqlBinder(Template template, Effect most, Func<int, byte[]> random) =>
        (_template, _text, _meant, _most, _random) = (template, new(template), new(template), most, random);

    /// <param name="most">The highest effect that the filled statements may have.</param>
    /// <param name="random">So many random bytes: the salt of a verifier.</param>
    public static BoundSql Bind(Template template, IScope scope, Effect most, Func<int, byte[]> random) => new SqlBinder(template, most, random).Bind(scope);

    private BoundSql Bind(IScope scope)
    {
        foreach (var part in _template.Parts)
        {
            switch (part)
            {
                case TemplatePart.Literal literal:
                    _text.Literal(literal);
                    _meant.Literal(literal);
                    _shown.Append(literal.Content);
                    break;
                case TemplatePart.Hole hole when Fill(hole, hole.Fill(scope)) is { } problem:
                    return BoundSql.Refused(problem);
                default:
                    break;
            }
        }

        if (SqlHoles.Check(_text, _parameters) is [var wrong, ..])
        {
            return BoundSql.Refused(wrong);
        }

        if (FilterBrokeOut() is { } broken)
        {
            return BoundSql.Refused(broken);
        }

        var description = new Description(_shown.ToString().Trim(), [.. _arguments.Select(argument => argument.Shown)]);
        return _until is null
            ? SqlStatements.Of(_text, _arguments.ToImmutable(), description, _most) with { Hidden = _hidden }
            : new([], description, _until, null) { Outline = _hasUnknownText ? [] : Outline(), HasUnknownText = _hasUnknownText };
    }

    private List<ParsedStatement> Outline()
    {
        List<ParsedStatement> all = [];
        foreach (var statement in PgStatements.Split(_text.Scan) is PgSplit.Statements split ? split.All : [])
        {
            if (PgParser.Parse(statement) is ParsedStatement facts)
            {
                all.Add(facts);
            }
        }

        return all;
    }

    private Diagnostic? Fill(TemplatePart.Hole hole, Evaluated evaluated)
    {
        if (evaluated.Value is not { } value)
        {
            return evaluated.Problem;
        }

        if (value.AsUnknown is { } unknown)
        {
            _until ??= unknown.Until;
        }

        if (hole.Filter is { } filter)
        {
            return Put(hole, filter, value);
        }

        var why = "";
        var argument = value.AsUnknown is null ? SqlArguments.Of(value, out why) : new(null, null, value);
        why = argument?.Text is { } text ? Unfit(text) : why;
        if (argument is null || why.Length > 0)
        {
            return Problems.CannotBind(hole.Span, hole.Value.Text.Trim(), why);
        }

        _parameters.Add(hole);
        _text.Parameter(hole);
        _meant.Parameter(hole);
        _arguments.Add(argument);
        _shown.Append(_text.Holes[^1].Text);
        return null;
    }

    private Diagnostic? Put(TemplatePart.Hole hole, SqlFilter filter, Value value)
    {
        value = filter == SqlFilter.Literal ? SettingValue.Of(_text, value) : value;
        var (placeholder, why) = (filter is SqlFilter.Scram or SqlFilter.Literal ? "'?'" : "\"?\"", "");
        var unknown = value.AsUnknown;
        _hasUnknownText |= unknown is not null && filter == SqlFilter.Raw;
        var put = unknown is null ? SqlFilters.Apply(filter, value, _random, out placeholder, out why)
            : filter is SqlFilter.Ident or SqlFilter.Table ? $"\"{ValueText.Of(unknown).Replace('"', '\'')}\"" // a name to be shown
            : placeholder;
        if (put is null)
        {
            return Problems.CannotFilter(hole.Span, hole.Value.Text.Trim(), why);
        }

        if (filter == SqlFilter.Scram)
        {
            _hidden.Add(put.Trim('\''));
        }

        _text.Put(hole, put);
        _meant.Put(hole, placeholder);
        _shown.Append(value.AsUnknown is null || value is Value.Secret ? SqlFilters.Shown(filter, value, put) : $"<{hole.Value.Text.Trim()}>");
        return null;
    }

    /// <summary>Nothing but a proof that the tokens are the ones meant lets the statement through.</summary>
    private Diagnostic? FilterBrokeOut() =>
        _text.Filled.Count == 0
        || ((_text.Scan, _meant.Scan) is (PgScan.Scanned now, PgScan.Scanned meant)
            && PgTokens.SameShape(meant.Tokens, now.Tokens) is null)
            ? null
            : Problems.FilterChangedStatement(_template.Span);

    private static string Unfit(string text) => NoText.Why(text) is { } what ? $"it holds {what}, which PostgreSQL has in no text" : "";
}
