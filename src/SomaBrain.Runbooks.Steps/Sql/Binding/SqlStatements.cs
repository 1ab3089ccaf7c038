using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>Splits a checked text, so that each statement goes to the server as a message of its own.</summary>
internal static class SqlStatements
{
    public static BoundSql Of(SqlText text, ImmutableArray<SqlArgument> arguments, Description description)
    {
        if (PgStatements.Split(text.Content) is not PgSplit.Statements split)
        {
            throw new UnreachableException(); // it was scanned before
        }

        var statements = ImmutableArray.CreateBuilder<BoundStatement>(split.All.Length);
        foreach (var statement in split.All)
        {
            var facts = PgParser.Parse(statement.Text);
            var inside = Enumerable.Range(0, text.Holes.Count)
                .Where(i => text.Holes[i].Offset >= statement.Offset && text.Holes[i].Offset < statement.Offset + statement.Text.Length)
                .ToList();
            if (inside.Count > 0 && facts is ParsedStatement { IsUtility: true })
            {
                return BoundSql.Refused(Problems.UtilityTakesNoParameters(text.Span(text.Holes[inside[0]].Offset)));
            }

            statements.Add(new(Cast(statement, text, inside, arguments), [.. inside.Select(i => arguments[i])], facts, text.Span(statement.Offset)));
        }

        return new(statements.ToImmutable(), description, null, null);
    }

    /// <summary>Numbers the statement's own holes from 1, each under its type.</summary>
    private static string Cast(SqlStatement statement, SqlText text, List<int> inside, ImmutableArray<SqlArgument> arguments)
    {
        if (inside.Count == 0)
        {
            return statement.Text;
        }

        var cast = new StringBuilder();
        var done = 0;
        for (var n = 0; n < inside.Count; n++)
        {
            var hole = text.Holes[inside[n]];
            var at = hole.Offset - statement.Offset;
            cast.Append(statement.Text, done, at - done);
            cast.Append(arguments[inside[n]].SqlType is { } type
                ? string.Create(CultureInfo.InvariantCulture, $"(${n + 1}::{type})")
                : string.Create(CultureInfo.InvariantCulture, $"${n + 1}"));
            done = at + hole.Text.Length;
        }

        return cast.Append(statement.Text, done, statement.Text.Length - done).ToString();
    }
}
