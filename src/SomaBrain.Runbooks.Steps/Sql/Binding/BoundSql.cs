using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>All statements of a step, checked; or why not; or what will tell what is not known yet.</summary>
internal sealed record BoundSql(ImmutableArray<BoundStatement> Statements, Description Description, string? Until, Diagnostic? Problem)
{
    public static BoundSql Refused(Diagnostic problem) => new([], new(""), null, problem);
}
