using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>What PostgreSQL's scanner and parser find wrong with an `sql` step before anything runs.</summary>
internal sealed class SqlReading(StepHeader header, Template template, bool inTransaction, bool allowsRaw, StepReading reading)
{
    private const string TextLiteral = "'x'";
    private const string NumberLiteral = "100";

    /// <summary>In UTF-16 code units: more takes PostgreSQL's scanner some fifty megabytes.</summary>
    private const int LongestText = 256 * 1024;

    private readonly ImmutableArray<StatementFacts>.Builder _facts = ImmutableArray.CreateBuilder<StatementFacts>(1);
    private readonly ImmutableArray<BoundStatement>.Builder _bound = ImmutableArray.CreateBuilder<BoundStatement>(1);

    private readonly bool _hasScram = template.Parts.Any(part => part is TemplatePart.Hole { Filter: SqlFilter.Scram });

    private ImmutableArray<Diagnostic> _notUnderstood = [];

    public SqlFacts Facts => new(_facts.ToImmutable()) { NotUnderstood = _notUnderstood };

    /// <summary>What is sent, of a text without holes: it is read already, and nothing can change it. Null of any other.</summary>
    public BoundSql? Constant => template.HasHoles || _bound.Count == 0 ? null
        : new(_bound.ToImmutable(), new(Literal().Trim()), null, null);

    /// <summary>The step's effect: inferred, or declared above it.</summary>
    public Effect Effect()
    {
        var text = new SqlText(template);
        List<TemplatePart.Hole> parameters = [];
        var hasRaw = false;
        foreach (var part in template.Parts)
        {
            switch (part)
            {
                case TemplatePart.Literal literal:
                    text.Literal(literal);
                    break;
                case TemplatePart.Hole { Filter: null } hole:
                    parameters.Add(hole);
                    text.Parameter(hole);
                    break;
                case TemplatePart.Hole hole:
                    hasRaw |= hole.Filter == SqlFilter.Raw;
                    reading.Demand(hole.Value, value => SqlFilters.WhyNever(hole, value, reading.Parameters));
                    text.Put(hole, hole.Filter is SqlFilter.Literal or SqlFilter.Scram ? TextLiteral : Named(hole));
                    if (hole.Filter == SqlFilter.Raw && !allowsRaw)
                    {
                        reading.Problems.Add(Problems.RawNotAllowed(hole.Span));
                    }

                    break;
                default:
                    break;
            }
        }

        if (template.Text.Content.Length > LongestText)
        {
            reading.Problems.Add(Problems.TooMuchSql(template.Span, $"the step has {template.Text.Content.Length} characters of SQL, {LongestText} are allowed"));
            return header.DeclaredEffect ?? Model.Effect.Write;
        }

        if (hasRaw)
        {
            return header.DeclaredEffect ?? Model.Effect.Destroy; // what will stand there nobody knows: it is judged when it is filled
        }

        if (MisleadingSigns.Check(text) is { } misleads)
        {
            reading.Problems.Add(misleads);
            return header.DeclaredEffect ?? Model.Effect.Write;
        }

        if (SqlHoles.Check(text, parameters) is { Count: > 0 } wrong)
        {
            reading.Problems.AddRange(wrong);
            return header.DeclaredEffect ?? Model.Effect.Write;
        }

        return PgStatements.Split(text.Scan) is PgSplit.Statements { All: var all } && reading.HasRoom(all.Length, template.Span) ? Judge(text, parameters, all) : Model.Effect.Write;
    }

    private string Literal() => template.Parts is [TemplatePart.Literal only]
        ? only.Content
        : string.Concat(template.Parts.OfType<TemplatePart.Literal>().Select(part => part.Content));

    /// <summary>A name that stands for the hole, so that what is said of it can be read: `{{ params.table | table }}`.</summary>
    private static string Named(TemplatePart.Hole hole) =>
        $"\"{{{{ {hole.Value.Text.Trim().Replace("\"", "'", StringComparison.Ordinal)} }}}}\"";

    private Effect Judge(SqlText text, List<TemplatePart.Hole> holes, IReadOnlyList<SqlStatement> statements)
    {
        if (statements.Count == 0)
        {
            reading.Problems.Add(Problems.NoStatement(template.Span));
        }

        var (inferred, why) = (Model.Effect.Read, "");
        SourceSpan? made = null;
        var effects = new StepEffects();
        foreach (var statement in statements)
        {
            var parsed = Parse(text, statement);
            var effect = effects.Of(parsed, statement.Text);
            if (effect > inferred && parsed is not ParsedStatement { IsTransactionControl: true }) // that is refused whatever its effect
            {
                (inferred, why) = (effect, SqlEffects.Why(parsed));
                made = FirstLine(text, statement);
            }

            Check(text, holes, statement, parsed, effect, statements.Count);
            _bound.Add(new(text, statement, [], [], parsed));
        }

        if (header.DeclaredEffect is not { } declared)
        {
            return inferred;
        }

        if (declared < inferred)
        {
            var at = EffectReason.At(header, made);
            var key = header.Path[(header.Path.LastIndexOf('.') + 1)..];
            reading.Problems.Add(Problems.EffectLowered(at, EffectName.Of(declared), EffectName.Of(inferred), why, key is "preview" or "done_when" ? key : null));
        }

        return declared;
    }

    /// <summary>A literal stands for text first; where the parser wants a number, for one of the same length.</summary>
    private static ParseResult Parse(SqlText text, SqlStatement statement)
    {
        var parsed = PgParser.Parse(statement);
        var sql = statement.Text;
        while (parsed is NotUnderstood { Offset: var at } && text.Filled.Any(hole => hole.Start == statement.Offset + at) && sql.AsSpan(at).StartsWith(TextLiteral))
        {
            sql = string.Concat(sql.AsSpan(0, at), NumberLiteral, sql.AsSpan(at + TextLiteral.Length));
            parsed = PgParser.Parse(sql);
        }

        return parsed;
    }

    private static SourceSpan FirstLine(SqlText text, SqlStatement statement)
    {
        var line = statement.Text.AsSpan().IndexOfAny('\r', '\n');
        return text.Span(statement.Offset, line < 0 ? statement.Text.Length : line);
    }

    private void Check(SqlText text, List<TemplatePart.Hole> holes, SqlStatement statement, ParseResult parsed, Effect effect, int count)
    {
        var span = text.Span(statement.Offset, Math.Min(statement.Text.Length, Math.Max(1, statement.Text.IndexOf('\n', StringComparison.Ordinal))));
        if (parsed is not ParsedStatement facts)
        {
            if (parsed is NotUnderstood stopped) // newer syntax is for the server to judge
            {
                var at = statement.Offset + stopped.Offset;
                _notUnderstood = _notUnderstood.Add(Problems.SqlNotUnderstood(text.Span(Math.Min(at, Math.Max(0, text.Length - 1))), stopped.Message, text.Holes.Any(hole => hole.Offset == at)));
            }

            return;
        }

        _facts.Add(new(FirstLine(text, statement), statement.Text, facts, _hasScram));
        if (facts.IsTransactionControl)
        {
            reading.Problems.Add(Problems.TransactionWord(span));
        }

        if (facts.IsCopyStdinStdout)
        {
            reading.Problems.Add(Problems.CopyThroughClient(span));
        }

        if (facts.IsUtility && facts.HighestParameter > 0)
        {
            reading.Problems.Add(Problems.UtilityTakesNoParameters(span, facts.SetsPassword));
        }

        foreach (var number in facts.IsUtility ? [] : facts.Misplaced)
        {
            reading.Problems.Add(Problems.UtilityTakesNoParameters(holes[number - 1].Span, isConstant: true));
        }

        foreach (var number in facts.InLists)
        {
            var hole = holes[number - 1];
            reading.Demand(hole.Value, value => Typed.Sample(value) is Value.List // it would be compared as a whole
                ? Problems.CannotBind(hole.Span, hole.Value.Text.Trim(), "it is a list, and `IN` takes single values", "write `= ANY ({{ … }})`, or `<> ALL ({{ … }})` for NOT IN")
                : null);
        }

        if (inTransaction && facts.NeedsNoTransaction)
        {
            reading.Problems.Add(Problems.NeedsNoTransaction(span));
        }

        if (!inTransaction && count > 1)
        {
            reading.Problems.Add(Problems.OneStatementOutsideTransaction(span));
        }

        if (!inTransaction && effect == Model.Effect.Read && (header.DeclaredEffect ?? Model.Effect.Read) == Model.Effect.Read)
        {
            reading.Problems.Add(Problems.ReadNeedsTransaction(span));
        }
    }
}
