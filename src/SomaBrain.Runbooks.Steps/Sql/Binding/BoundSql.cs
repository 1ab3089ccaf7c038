using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>All statements of a step, checked; or why not; or what will tell what is not known yet.</summary>
internal sealed record BoundSql(ImmutableArray<BoundStatement> Statements, Description Description, string? Until, Diagnostic? Problem)
{
    /// <summary>What was made of a secret and stands in the text: to be masked wherever it turns up.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>What is known of the statements while some of their values are not, under names that say so.</summary>
    public List<ParsedStatement> Outline { get; init; } = [];

    /// <summary>Not even the text is known: a hole that is any text waits for its value.</summary>
    public bool HasUnknownText { get; init; }

    public static BoundSql Refused(Diagnostic problem) => new([], new(""), null, problem);
}
