using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>One thing that a reviewer wants to be told of a statement, with one code.</summary>
internal interface ISqlRule
{
    IEnumerable<Diagnostic> Check(SqlFacts facts);
}
