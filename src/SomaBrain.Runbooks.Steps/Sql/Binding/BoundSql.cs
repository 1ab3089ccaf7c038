using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>All statements of a step, checked; or why not; or what will tell what is not known yet.</summary>
internal sealed record BoundSql(ImmutableArray<BoundStatement> Statements, Description Description, string? Until, Diagnostic? Problem)
{
    /// <summary>What was made of a secret and stands in the text: to be masked wherever it turns up.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    public static BoundSql Refused(Diagnostic problem) => new([], new(""), null, problem);
}
