using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <param name="Affected">Rows that an INSERT, UPDATE, DELETE or MERGE changed; 0 for all else.</param>
/// <param name="Changed">Whether the statement can have changed anything: an UPDATE of no row has not.</param>
internal sealed record StatementResult(ImmutableArray<Value> Rows, long Affected, bool Changed)
{
    public static readonly StatementResult Nothing = new([], 0, false);
}
