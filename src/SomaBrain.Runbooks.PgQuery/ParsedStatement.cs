using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>The facts of one statement.</summary>
public sealed record ParsedStatement : ParseResult
{
    /// <summary>PostgreSQL's name of it: <c>SelectStmt</c> (also VALUES and TABLE), <c>DeleteStmt</c>, <c>VacuumStmt</c> …</summary>
    public required string Kind { get; init; }

    public override SqlEffect Effect => Destroys ? SqlEffect.Destroy : IsReadStatement && SideEffects.IsEmpty ? SqlEffect.Read : SqlEffect.Write;

    /// <summary>SELECT without INTO, FOR UPDATE/SHARE and data-modifying CTE; VALUES, TABLE, SHOW; EXPLAIN without ANALYZE. Says nothing of functions.</summary>
    public required bool IsReadStatement { get; init; }

    /// <summary>How many INSERT, UPDATE, DELETE and MERGE it holds: with a WITH there can be several.</summary>
    public required int Changes { get; init; }

    /// <summary>DROP, TRUNCATE, DELETE or UPDATE without WHERE, at any depth where it is executed.</summary>
    public required bool Destroys { get; init; }

    /// <summary>The server refuses it in a transaction block (25001).</summary>
    public required bool NeedsNoTransaction { get; init; }

    /// <summary>It starts, ends or changes a transaction or resets the session: the engine's business.</summary>
    public required bool IsTransactionControl { get; init; }

    public required bool IsCopyStdinStdout { get; init; }

    /// <summary>It takes no <c>$n</c>: a value must be a literal.</summary>
    public required bool IsUtility { get; init; }

    /// <summary>The option CONCURRENTLY is given.</summary>
    public required bool IsConcurrent { get; init; }

    /// <summary>The highest <c>$n</c>, 0 without any.</summary>
    public required int HighestParameter { get; init; }

    /// <summary>
    /// The <c>$n</c> that a server refuses where libpg_query takes one: as the text of <c>interval '1 day'</c>, as the field of EXTRACT,
    /// as the modifier of a type.
    /// </summary>
    public required IReadOnlyList<int> Misplaced { get; init; }

    /// <summary>The <c>$n</c> that stand in <c>IN ( … )</c>, each for one value.</summary>
    public required IReadOnlyList<int> InLists { get; init; }

    /// <summary>The names of the columns of the result, in order; empty where the text does not tell all of them for sure.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>It may give rows: a SELECT, or a change with RETURNING. No other does but those that run something else.</summary>
    public required bool GivesRows { get; init; }

    /// <summary>The server may count rows that it changed.</summary>
    public required bool CountsChanges { get; init; }

    /// <summary>Each function called, once; SQL's own syntax as <c>pg_catalog.extract</c> too.</summary>
    public required ImmutableArray<FunctionName> Functions { get; init; }

    /// <summary>Each table named, once per access; names of CTEs are none.</summary>
    public required ImmutableArray<TableUse> Tables { get; init; }

    /// <summary>The locks it takes on the relations it names, each relation once.</summary>
    public required ImmutableArray<TableLock> Locks { get; init; }

    /// <summary>DROP or TRUNCATE with CASCADE: it takes the same lock on what depends on what it names.</summary>
    public bool Cascades { get; init; }

    /// <summary>VACUUM FULL or CLUSTER.</summary>
    public required bool RewritesTables { get; init; }

    /// <summary>CREATE or ALTER ROLE or USER sets a password, whatever it is given as.</summary>
    public required bool SetsPassword { get; init; }

    /// <summary>Those of its functions that READ ONLY does not tame.</summary>
    public required ImmutableArray<SideEffect> SideEffects { get; init; }
}
