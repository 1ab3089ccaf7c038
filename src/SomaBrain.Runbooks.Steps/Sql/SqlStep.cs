using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>One or more SQL statements.</summary>
/// <param name="Inferred">What the statements do, or what was declared above it.</param>
/// <param name="Rows">How many rows the last statement must return; checked before commit.</param>
/// <param name="Affected">How many rows the last statement must change; checked before commit.</param>
/// <param name="InTransaction">False for what PostgreSQL runs outside a transaction only.</param>
/// <param name="Session">Null: the one that is kept; `new`: one of its own, closed afterwards; else one shared by this name.</param>
/// <param name="StatementTimeout">Null: as the playbook's defaults, else the step's own timeout.</param>
public sealed record SqlStep(
    StepHeader Header,
    Template Sql,
    Effect Inferred,
    Template? Rows,
    Template? Affected,
    bool InTransaction,
    string? Session,
    TimeSpan? StatementTimeout,
    TimeSpan LockTimeout) : Step(Header)
{
    /// <summary>As <see cref="Session"/>: one of its own.</summary>
    internal const string NewSession = "new";

    /// <summary>Steps of that name work in the same session on purpose.</summary>
    internal bool IsShared => Session is not (null or NewSession);

    /// <summary>The schemas in which a name without one is looked for; null: the server's own list.</summary>
    public string? SearchPath { get; init; }

    /// <summary>The file that the rows go to; null when they are the step's result.</summary>
    public Template? Save { get; init; }

    public override Template? SavesTo => Save;

    /// <summary>What a dry run reads to show what the step would do; null without one.</summary>
    public SqlStep? Preview { get; init; }

    /// <summary>Of a text without holes: what is sent, as nothing in it can change.</summary>
    internal BoundSql? Constant { get; init; }

    /// <summary>What is known of its statements; of a hole that makes a name, under the text of the hole.</summary>
    public SqlFacts Facts { get; init; } = SqlFacts.None;

    /// <summary>Why text may stand in a statement as it is; null: it may not.</summary>
    public string? AllowRaw { get; init; }

    public bool HasRaw => Sql.Parts.Any(part => part is TemplatePart.Hole { Filter: SqlFilter.Raw });

    /// <summary>What a row of its result is, where the text of its last statement tells all columns; a hole may write names that only the run knows.</summary>
    internal Value.Unknown? Row =>
        Facts is { NotUnderstood.IsEmpty: true, Statements: [.., { Parsed.Columns: { Count: > 0 } columns }] }
        && Save is null
        && !columns.Any(column => column.Contains("{{", StringComparison.Ordinal))
        && !Sql.Parts.Any(part => part is TemplatePart.Hole { Filter: not (null or SqlFilter.Table) })
            ? Typed.RowOf([.. columns.Select(column => new Field(column, Typed.Any))])
            : null;

    public override Effect Effect => Inferred;

    public override EffectReason? WhyEffect => Header.DeclaredEffect is not null ? null
        : Facts.NotUnderstood is [var first, ..] ? new($"{first.Message}, so nobody can say that it only reads", first.Hint, first.Span)
        : Facts.Statements.FirstOrDefault(statement => SqlEffects.Of(statement.Parsed) == Effect) is { } strongest ? new(SqlEffects.Why(strongest.Parsed), Span: strongest.Span)
        : null;

    public override ImmutableArray<KeyValuePair<string, Template>> Terms => SqlTerms.Of(this);

    public override bool UsesTarget => true;

    public override bool Observes => true;

    public override bool Connects => true;

    public override bool CanBeKept => true;

    public override bool RecordsBeginning => Effect != Effect.Read && InTransaction;

    public override bool CanBeHalfDone => Effect != Effect.Read && !InTransaction;

    /// <summary>VACUUM, ANALYZE and CHECKPOINT; not REINDEX, which leaves an index behind where it is cut off.</summary>
    public override bool MayRunTwice => Facts is { NotUnderstood.IsEmpty: true, Statements: [{ Parsed.Kind: "VacuumStmt" or "CheckPointStmt" }] };
}
