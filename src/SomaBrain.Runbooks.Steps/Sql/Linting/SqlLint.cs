using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Sql.Linting.Rules;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>What a reviewer wants to be told of an `sql` step.</summary>
internal static class SqlLint
{
    private static readonly ISqlRule[] Rules =
        [new IndexesWithoutConcurrently(), new ReindexWithoutConcurrently(), new AccessExclusiveLocks(), new PasswordsInStatements()];

    public static IEnumerable<Diagnostic> Of(SqlFacts facts) => Rules.SelectMany(rule => rule.Check(facts));
}
