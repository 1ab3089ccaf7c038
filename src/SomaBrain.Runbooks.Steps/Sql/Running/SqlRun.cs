using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>One attempt of an `sql` step, all holes filled.</summary>
internal sealed record SqlRun(
    SqlStep Step, ImmutableArray<BoundStatement> Statements, CountContract? Rows, CountContract? Affected, Masker Masker, StepContext Context)
{
    /// <summary>The contract that does not hold; null when all do.</summary>
    public CountContract? Broken(StatementResult last, out long found)
    {
        found = last.Rows.Length;
        if (Rows?.Holds(found) == false)
        {
            return Rows;
        }

        found = last.Affected;
        return Affected?.Holds(found) == false ? Affected : null;
    }
}
