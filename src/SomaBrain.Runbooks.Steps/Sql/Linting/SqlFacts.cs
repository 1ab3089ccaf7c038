using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>What PostgreSQL's parser knows of an `sql` step before it runs, statement by statement.</summary>
public sealed record SqlFacts(ImmutableArray<StatementFacts> Statements)
{
    public static readonly SqlFacts None = new([]);

    /// <summary>What the parser says of the statements that it does not read.</summary>
    public ImmutableArray<Diagnostic> NotUnderstood { get; init; } = [];

    /// <summary>What the steps before it do on the same server.</summary>
    public IEnumerable<SqlFacts> Before { get; init; } = [];

    /// <summary>Of a step under `undo` that takes back nothing but what its step made: what that step does.</summary>
    public SqlFacts? TakenBack { get; init; }
}
