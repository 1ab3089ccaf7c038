using System.Collections.Immutable;
using System.Diagnostics;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>Splits a checked text, so that each statement goes to the server as a message of its own.</summary>
internal static class SqlStatements
{
    /// <param name="most">The step's effect: a filled name may be that of a function that does more.</param>
    public static BoundSql Of(SqlText text, ImmutableArray<SqlArgument> arguments, Description description, Effect most)
    {
        if (PgStatements.Split(text.Scan) is not PgSplit.Statements split)
        {
            throw new UnreachableException(); // it was scanned before
        }

        var statements = ImmutableArray.CreateBuilder<BoundStatement>(split.All.Length);
        var effects = new StepEffects();
        foreach (var statement in split.All)
        {
            var facts = PgParser.Parse(statement);
            var inside = Enumerable.Range(0, text.Holes.Count)
                .Where(i => text.Holes[i].Offset >= statement.Offset && text.Holes[i].Offset < statement.Offset + statement.Text.Length)
                .ToList();
            if (inside.Count > 0 && facts is ParsedStatement { IsUtility: true })
            {
                return BoundSql.Refused(Problems.UtilityTakesNoParameters(text.Span(text.Holes[inside[0]].Offset)));
            }

            if (inside.Count > 0 && facts is ParsedStatement { Misplaced: [var misplaced, ..] })
            {
                return BoundSql.Refused(Problems.UtilityTakesNoParameters(text.Span(text.Holes[misplaced - 1].Offset), isConstant: true)); // by `| raw`
            }

            if (facts is ParsedStatement { IsTransactionControl: true })
            {
                return BoundSql.Refused(Problems.TransactionWord(text.Span(statement.Offset))); // by `| raw`
            }

            if (facts is ParsedStatement { IsCopyStdinStdout: true })
            {
                return BoundSql.Refused(Problems.CopyThroughClient(text.Span(statement.Offset)));
            }

            if (effects.Of(facts, statement.Text) is var effect && effect > most)
            {
                return BoundSql.Refused(Problems.EffectLowered(text.Span(statement.Offset), EffectName.Of(most), EffectName.Of(effect), SqlEffects.Why(facts)));
            }

            statements.Add(new(text, statement, [.. inside.Select(i => text.Holes[i])], [.. inside.Select(i => arguments[i])], facts));
        }

        return new(statements.ToImmutable(), description, null, null);
    }
}
