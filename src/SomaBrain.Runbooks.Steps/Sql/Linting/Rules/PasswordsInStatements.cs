using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Linting.Rules;

/// <summary>A password that the server sees in a statement, and writes down: D40 of the research, on every version from 13 to 18.</summary>
internal sealed class PasswordsInStatements : ISqlRule
{
    public IEnumerable<Diagnostic> Check(SqlFacts facts) =>
        from statement in facts.Statements
        where statement is { HasScram: false, Parsed.SetsPassword: true }
        select Problems.PasswordInStatement(statement.Span);
}
