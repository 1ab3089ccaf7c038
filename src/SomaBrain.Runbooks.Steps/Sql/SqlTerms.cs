using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>What an `sql` step was told beside its statements.</summary>
internal static class SqlTerms
{
    public static ImmutableArray<KeyValuePair<string, Template>> Of(SqlStep step)
    {
        var terms = ImmutableArray.CreateBuilder<KeyValuePair<string, Template>>();
        var defaults = step.Header.Defaults;
        Add("rows", step.Rows);
        Add("affected", step.Affected);
        Add("session", step.Session is null ? null : Word(step.Session));
        Add("transaction", step.InTransaction ? null : Word("false"));
        Add("statement_timeout", step.StatementTimeout is { } statement && statement != (defaults.StatementTimeout ?? step.Header.Timeout) ? Word(Durations.Format(statement)) : null);
        Add("lock_timeout", step.LockTimeout == defaults.LockTimeout ? null : Word(Durations.Format(step.LockTimeout)));
        Add("search_path", step.SearchPath is { } path && path != defaults.SearchPath ? Word(path) : null);
        return terms.ToImmutable();

        void Add(string name, Template? value)
        {
            if (value is not null)
            {
                terms.Add(new(name, value));
            }
        }

        Template Word(string text) => Template.Literal(text, step.Header.Span);
    }
}
